import { CALLERS } from '../shells/transparency/callers.js'
import { ENVIRONMENT, MEANINGS } from '../shells/transparency/environment.js'
import { INVOCATIONS } from '../shells/transparency/invocations.js'
import { PROCESS } from '../shells/transparency/process.js'
import { SETTINGS, WATCHED } from '../shells/transparency/setting.js'
import { STATE } from '../shells/transparency/state.js'
import { defineWholeMatrix } from '../shells/transparency/suite.js'

const GROUPS = [INVOCATIONS, STATE, PROCESS, ENVIRONMENT, CALLERS]

const [plain, , declared] = SETTINGS

defineWholeMatrix([
  ...[...SETTINGS, WATCHED].map((setting) => [setting, GROUPS] as const),
  [plain, [MEANINGS]],
  [declared, [MEANINGS]],
])

import { CALLERS } from './transparency/callers.js'
import { ENVIRONMENT } from './transparency/environment.js'
import { INVOCATIONS } from './transparency/invocations.js'
import { PROCESS } from './transparency/process.js'
import { SETTINGS, WATCHED } from './transparency/setting.js'
import { STATE } from './transparency/state.js'
import { defineMatrix } from './transparency/suite.js'

// The same for every group in every setting: test/long/transparency.test.ts.
const [plain, , declared] = SETTINGS

defineMatrix([
  [plain, [INVOCATIONS, STATE, CALLERS]],
  [declared, [PROCESS, ENVIRONMENT]],
  [WATCHED, [STATE, PROCESS]],
])

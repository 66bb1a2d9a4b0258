import type { Agent } from './agent.js'
import { disableCodex } from './codex/disable.js'
import { enableCodex } from './codex/enable.js'
import { recognizeCodex } from './codex/process.js'
import { describeShellRoute } from './codex/shell-route.js'

/** OpenAI's Codex: its commands are reached by `shell_environment_policy` in $CODEX_HOME/config.toml. */
export const codex: Agent = {
  name: 'codex',
  title: 'Codex',
  recognize: recognizeCodex,
  enable: enableCodex,
  disable: disableCodex,
  describeShellRoute,
}

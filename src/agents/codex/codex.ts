import type { Agent } from '../agent.js'
import { disableCodex } from './disable.js'
import { enableCodex } from './enable.js'
import { findCodexObstacles } from './obstacles.js'
import { recognizeCodex } from './process.js'
import { readRoutes } from './routes.js'
import { describeShellRoute } from './shell-route.js'

/** OpenAI's Codex: its commands are reached by `shell_environment_policy` in $CODEX_HOME/config.toml. */
export const codex: Agent = {
  name: 'codex',
  title: 'Codex',
  program: 'codex',
  recognize: recognizeCodex,
  enable: async (world, options) => {
    const done = await enableCodex(world, options)
    return { ...done, obstacles: findCodexObstacles(world) }
  },
  disable: disableCodex,
  isEnabled: (world) => readRoutes(world).hook,
  findObstacles: findCodexObstacles,
  describeShellRoute,
}

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
  page: {
    tested: ['0.79.0', '0.169.0', '0.171.0'],
    routes: '`enable codex`, `start codex`, a passwd entry',
    arrives: 'all that is declared, in bash and zsh',
    limits:
      '[route by route](routes.md#codex-route-by-route); a call for which the model names `sh`',
  },
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

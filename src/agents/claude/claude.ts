import type { Agent } from '../agent.js'
import { disableSettings, enableSettings, isEnabled } from '../settings/settings-file.js'
import { CLAUDE_DRIVE } from './drive.js'
import { findClaudeMisuse, findClaudeObstacles } from './obstacles.js'
import { recognizeClaude } from './process.js'
import { describeSettings, requireScripts } from './settings.js'

/**
 * Anthropic's Claude Code: a SessionStart hook in its settings puts one line into $CLAUDE_ENV_FILE, which every command runs after the
 * snapshot of the user's shell (https://code.claude.com/docs/en/hooks).
 */
export const claude: Agent = {
  name: 'claude',
  title: 'Claude Code',
  program: 'claude',
  page: {
    tested: ['2.1.197', '2.1.332'],
    routes: '`enable claude`, `start claude`',
    arrives:
      'all, in bash and zsh, with the snapshot of your shell and without it; `wrapper` is `claude`',
    limits: 'a setting that silences hooks; the id of a call is not told to commands',
  },
  drive: CLAUDE_DRIVE,
  recognize: recognizeClaude,
  enable: async (world, { dryRun }) => {
    requireScripts(world)
    const done = await enableSettings(world, describeSettings(world), { dryRun })
    return { ...done, obstacles: findClaudeObstacles(world) }
  },
  disable: (world, options) => disableSettings(world, describeSettings(world), options),
  isEnabled: (world) => isEnabled(describeSettings(world)),
  findObstacles: findClaudeObstacles,
  findMisuse: findClaudeMisuse,
}

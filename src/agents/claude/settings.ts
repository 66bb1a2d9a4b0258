import { join, resolve } from 'node:path'
import type { World } from '../../system/world.js'
import { quoteWord } from '../../text/quote.js'
import { requireFile } from '../installed.js'
import type { SettingsFile } from '../settings/settings-file.js'

/** As long as Claude Code waits for the hook before it goes on without it, in seconds; it takes milliseconds. */
const TIMEOUT_SECONDS = 20

/** The user's settings of Claude Code, $CLAUDE_CONFIG_DIR/settings.json, and the hook that must be in them. */
export function describeSettings(world: World): SettingsFile {
  const home = world.env['CLAUDE_CONFIG_DIR'] || join(world.home, '.claude')
  return {
    agent: 'claude',
    path: join(resolve(world.cwd, home), 'settings.json'),
    wishes: [
      {
        kind: 'append',
        path: ['hooks', 'SessionStart'],
        value: {
          hooks: [{ type: 'command', command: nameCommand(world), timeout: TIMEOUT_SECONDS }],
        },
      },
    ],
  }
}

/** Refuses where the shells' part is not installed: the hook would have nothing to name. */
export function requireScripts({ places }: World): void {
  for (const name of [SESSION, 'claude.sh']) requireFile(join(places.data, 'shells', name))
}

const SESSION = 'wrapped/claude-session.bash'

/** The hook's command. With -p nothing that the agent's environment has for bash runs before it. */
function nameCommand({ places }: World): string {
  return `/bin/bash -p ${quoteWord(join(places.data, 'shells', SESSION))}`
}

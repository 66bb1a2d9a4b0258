import { dirname, join } from 'node:path'
import { PROGRAM } from '../../system/names.js'
import type { World } from '../../system/world.js'
import type { Obstacle } from '../agent.js'
import { readConfigFile } from '../config-file.js'
import { hasSettings } from '../settings/change.js'
import { describeSettings } from './settings.js'

/** Where an administrator puts settings that nobody overrules (https://code.claude.com/docs/en/settings). */
const MANAGED = {
  linux: '/etc/claude-code/managed-settings.json',
  darwin: '/Library/Application Support/ClaudeCode/managed-settings.json',
} as const

const ENABLE = `${PROGRAM} enable claude`

/** What keeps Claude Code's commands from being reached although the hook is in its settings. */
export function findClaudeObstacles(world: World): readonly Obstacle[] {
  return [...findSilencers(world), ...findClaudeMisuse(world)]
}

/** Routes of ours that are not right for Claude Code: they act before the snapshot, which replaces PATH. */
export function findClaudeMisuse(world: World): readonly Obstacle[] {
  return [...findPrefix(world), ...findShell(world)]
}

/** Settings by which no hook of the user's runs. */
function findSilencers(world: World): readonly Obstacle[] {
  const { path } = describeSettings(world)
  const managed = process.platform === 'darwin' ? MANAGED.darwin : MANAGED.linux
  const rows = [
    { file: path, key: 'disableAllHooks' },
    { file: join(dirname(path), 'settings.local.json'), key: 'disableAllHooks' },
    { file: join(world.cwd, '.claude/settings.json'), key: 'disableAllHooks' },
    { file: join(world.cwd, '.claude/settings.local.json'), key: 'disableAllHooks' },
    { file: managed, key: 'disableAllHooks' },
    { file: managed, key: 'allowManagedHooksOnly' },
  ]
  return rows
    .filter(({ file, key }) => isOn(file, key))
    .map(({ file, key }) => ({
      what: `${file} sets ${key}, so no SessionStart hook runs`,
      remedy: `take ${key} out, or start it with: ${PROGRAM} start claude`,
    }))
}

function isOn(file: string, key: string): boolean {
  const { text } = readConfigFile(file)
  if (text === undefined) return false
  return hasSettings(text, file, [{ kind: 'set', path: [key], value: true }])
}

const TWICE = 'PATH is not kept, and where it is enabled commands are recorded twice'

/** `codex-env-shim --` gets the whole text of a command as one argument. */
function findPrefix({ env }: World): readonly Obstacle[] {
  const prefix = env['CLAUDE_CODE_SHELL_PREFIX']
  if (!prefix?.includes(PROGRAM)) return []
  const what = /\s-c\s*$/.test(prefix) ? TWICE : 'no command can run: it gets a whole text'
  return [
    {
      what: `CLAUDE_CODE_SHELL_PREFIX is ${prefix}: ${what}`,
      remedy: `unset CLAUDE_CODE_SHELL_PREFIX; ${ENABLE} does its work`,
    },
  ]
}

function findShell({ env, places }: World): readonly Obstacle[] {
  const launchers = join(places.data, 'shells')
  return ['CLAUDE_CODE_SHELL', 'SHELL']
    .filter((name) => dirname(env[name] ?? '') === launchers)
    .map((name) => ({
      what: `${name} is ${env[name]}: ${TWICE}`,
      remedy: `set ${name} to the real shell; ${ENABLE} does the launcher's work`,
    }))
}

import { ShimError } from '../../system/errors.js'

/** The file beside config.toml that names Codex's hooks: what to run on which event (developers.openai.com/codex/hooks). */
export const HOOKS = 'hooks.json'

type Table = Readonly<Record<string, unknown>>

/** A hooks.json that has only this command on SessionStart. */
export function renderHooks(command: string): string {
  return addHook(undefined, command, HOOKS)
}

/** The text with this command on SessionStart besides what else is there. */
export function addHook(text: string | undefined, command: string, file: string): string {
  const { hooks, groups, meaning } = readHooks(text, file)
  if (groups.some((group) => hasCommand(group, command))) return text ?? ''
  const ours = { hooks: [{ type: 'command', command, timeout: TIMEOUT_SECONDS }] }
  return render({ ...meaning, hooks: { ...hooks, [EVENT]: [...groups, ours] } })
}

/** The text without it; undefined where nothing else is in it. */
export function removeHook(
  text: string | undefined,
  command: string,
  file: string,
): string | undefined {
  const { hooks, groups, meaning } = readHooks(text, file)
  const kept = groups.filter((group) => !hasCommand(group, command))
  if (kept.length === groups.length) return text
  const { [EVENT]: _, ...others } = hooks
  const rest = kept.length > 0 ? { ...others, [EVENT]: kept } : others
  const { hooks: __, ...more } = meaning
  if (Object.keys(rest).length > 0) return render({ ...more, hooks: rest })
  return Object.keys(more).length > 0 ? render(more) : undefined
}

/** Does the text have this command? */
export function hasHook(text: string | undefined, command: string, file: string): boolean {
  return findGroup(text, command, file) >= 0
}

/** By what Codex remembers that the user trusts this command; undefined where the text does not have it. */
export function nameTrust(
  text: string | undefined,
  command: string,
  file: string,
): string | undefined {
  const group = findGroup(text, command, file)
  return group < 0 ? undefined : `${file}:session_start:${group}:0`
}

function findGroup(text: string | undefined, command: string, file: string): number {
  return readHooks(text, file).groups.findIndex((group) => hasCommand(group, command))
}

const EVENT = 'SessionStart'
const TIMEOUT_SECONDS = 20

function readHooks(text: string | undefined, file: string) {
  const meaning = parse(text, file)
  const hooks = requireTable(meaning['hooks'] ?? {}, file)
  const groups: unknown = hooks[EVENT] ?? []
  if (!Array.isArray(groups)) return reject(`${EVENT} must be a list`, file)
  return { meaning, hooks, groups: groups as readonly unknown[] }
}

function parse(text: string | undefined, file: string): Table {
  if (text === undefined || text.trim() === '') return {}
  try {
    return requireTable(JSON.parse(text), file)
  } catch (error) {
    if (error instanceof ShimError) throw error
    return reject('this is not JSON', file)
  }
}

function requireTable(value: unknown, file: string): Table {
  if (isTable(value)) return value
  return reject('hooks must be an object', file)
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `enable` writes one group with one command: somebody who added to it made it theirs. */
function hasCommand(group: unknown, command: string): boolean {
  const handlers = isTable(group) ? group['hooks'] : undefined
  if (!Array.isArray(handlers) || handlers.length !== 1) return false
  const [handler] = handlers as readonly unknown[]
  return isTable(handler) && handler['command'] === command
}

function render(value: Table): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function reject(what: string, file: string): never {
  throw new ShimError('bad-config', what, {
    place: { file },
    remedy: 'mend it first; it was left untouched',
  })
}

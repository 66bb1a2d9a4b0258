import { dirname, join } from 'node:path'
import { isFolder, readTime, type Watched } from '../../files/watched.js'
import type { CompiledPlan } from '../../plan/compiled.js'
import type { Source } from '../../plan/source.js'
import { DECLARATION } from '../../system/names.js'
import { quote, quoteWord } from '../../text/quote.js'

const STALE = '[ "${__codex_env_stale-}" ] || return 1'

/**
 * The staleness rule: a plan is fresh while it is newer than every file it was made from and than that file's folder
 * (where a file of any age may have been moved in or away), and while what was absent is absent. The shells ask the same
 * of the project's own declaration, and of the user's settings, before they read the plan.
 */
export function renderWatches(compiled: CompiledPlan): readonly string[] {
  const { root, watched, provided = [], variables = {} } = compiled
  const [own, settings, ...others] = watched
  return [
    // Above the root directory there is nothing to look at, so its plan is found even where its declaration is gone.
    ...(own && root === '/' && own.kind !== 'absent' ? [renderPresence(own)] : []),
    ...(settings && settings.kind !== 'absent' ? [renderPresence(settings)] : []),
    ...others.map(renderWatch),
    ...renderVariables(variables),
    ...renderProvided(provided, root),
  ]
}

function renderWatch(source: Source): string {
  if (source.kind === 'absent') return `[ ! -e ${quote(source.file)} ] || ${STALE}`
  const newer = [source.file, dirname(source.file)].map(
    (path) => `[ "$__codex_env_plan" -nt ${quote(path)} ]`,
  )
  return `{ ${newer.join(' && ')}; } || ${STALE}`
}

/** Settings that were there and are gone are no longer in force. */
function renderPresence({ file }: Source): string {
  return `[ -e ${quote(file)} ] || ${STALE}`
}

/**
 * What providers read, in one statement and with as few looks as there are files, because they are many. The oldest is there, none is
 * newer than the next one, and the last not than the plan: for bash, a file that is there is newer than one that is gone. Their
 * folders do not count: a project's root changes with every file that a build puts there.
 */
function renderProvided(provided: readonly Watched[], root: string): readonly string[] {
  if (provided.length === 0) return []
  const name = (file: string) => nameBelow(root, file)
  const [oldest, ...others] = listPresent(provided).map(({ file }) => name(file))
  const chain = [...(oldest ? [oldest] : []), ...others].map(
    (file, index) => `${file} -nt ${others[index] ?? '$__codex_env_plan'}`,
  )
  const absent = provided.filter(({ mark }) => mark === '').map(({ file }) => `-e ${name(file)}`)
  const isThere = oldest ? `-e ${oldest} && ` : ''
  return [
    `: ${quoteWord(root)}`,
    `[[ ${isThere}! ( ${[...chain, ...absent].join(' || ')} ) || \${__codex_env_stale-} ]] || return 1`,
  ]
}

/** An answer that depends on a variable of the command holds for that value. */
function renderVariables(variables: Readonly<Record<string, string>>): readonly string[] {
  const tests = Object.entries(variables).map(
    ([name, value]) => `[ "\${${name}-}" = ${quote(value)} ]`,
  )
  return tests.length === 0 ? [] : [`{ ${tests.join(' && ')}; } || ${STALE}`]
}

/** A path where $_ is the project's root: every byte of it is read on every command. */
function nameBelow(root: string, file: string): string {
  return file.startsWith(`${root}/`) ? `$_${quoteWord(file.slice(root.length))}` : quoteWord(file)
}

function listPresent(provided: readonly Watched[]): readonly Watched[] {
  const present = provided.filter(({ mark }) => mark !== '')
  return present.toSorted((one, other) => (readTime(one) < readTime(other) ? -1 : 1))
}

/**
 * What zsh must be told besides, which has no opinion on the age of a file that is gone. The folder of a version manager does not
 * vanish as a file does.
 */
export function renderPresences(provided: readonly Watched[]): readonly string[] {
  const files = provided.filter((one) => one.mark !== '' && !isFolder(one))
  if (files.length === 0) return []
  const tests = files.map(({ file }) => `-e ${quote(file)}`)
  return [`[[ \${__codex_env_stale-} || ${tests.join(' && ')} ]] || return 1`]
}

/** Lets the plan in `plan` be found from another path to its project, for as long as that path leads there. */
export function renderAlias(root: string, plan: string): string {
  const newer = [DECLARATION, dirname(DECLARATION)].map(
    (path) => `[ "$__codex_env_plan" -nt ${quote(join(root, path))} ]`,
  )
  return [
    `[ "$__codex_env_dir" -ef ${quote(root)} ] || return 1`,
    `__codex_env_plan=${quote(plan)}`,
    `{ [ -O "$__codex_env_plan" ] && ${newer.join(' && ')}; } || ${STALE}`,
    '. "$__codex_env_plan"',
    '',
  ].join('\n')
}

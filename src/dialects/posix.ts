import { dirname, join } from 'node:path'
import { type CompiledPlan, listDeclared, renderNames, touchesProxy } from '../compiled.js'
import type { Source } from '../ini/source.js'
import { DECLARATION, PLAN_FORMAT, PROGRAM } from '../names.js'
import type { Plan } from '../plan.js'
import type { Watched } from '../watched.js'
import { renderAtOnce } from './posix/at-once.js'
import { renderChanges } from './posix/changes.js'
import { mergePrepends } from './posix/merge.js'
import { renderOverlayMembers, renderOverlays } from './posix/overlays.js'
import { quote } from './posix/quote.js'

/**
 * The plan as bash and zsh source it on a command's way: it checks itself, says what the audit line says of it, and
 * makes its changes. docs/plan.md describes the protocol; `shells` is the folder of the installed hot path.
 * Every byte of it is parsed on every command, so what is not needed there stands behind the last `return`.
 */
export function renderPlan(compiled: CompiledPlan, shells: string): string {
  // The hot path itself asks whether the project's declaration or the user's settings are newer: every plan depends on them.
  const [own, settings, ...others] = compiled.watched
  return [
    // Above the root directory there is nothing to look at, so its plan is found even where its declaration is gone.
    ...(own && compiled.root === '/' && own.kind !== 'absent' ? [renderPresence(own)] : []),
    ...(settings && settings.kind !== 'absent' ? [renderPresence(settings)] : []),
    ...others.map(renderWatch),
    ...renderProvided(compiled.provided ?? []),
    renderJson(compiled),
    ...renderOverlayMembers(compiled.plan),
    ...(compiled.exit ? [WATCH] : []),
    ...renderHead(compiled, shells),
    ...renderChanges(mergePrepends(compiled.plan.ops), shells),
    ...renderOverlays(compiled.plan, shells),
    'return 0',
    `# ${PROGRAM} plan, format ${PLAN_FORMAT}, of ${JSON.stringify(own?.file ?? compiled.root)}`,
    '',
  ].join('\n')
}

/** A launcher and the prefix watch the command that they start, to say how it ended; the hook is in the command already. */
const WATCH =
  'case ${__codex_env_real-}${__codex_env_route-} in /*launcher | prefix) __codex_env_watch=1 __codex_env_more=1 ;; esac'

const STALE = '[ "${__codex_env_stale-}" ] || return 1'

/**
 * The staleness rule: a plan is fresh while it is newer than every file it was made from and than that file's folder
 * (where a file of any age may have been moved in or away), and while what was absent is absent. The shells ask the same
 * of the project's own declaration before they read the plan.
 */
function renderWatch(source: Source): string {
  if (source.kind === 'absent') return `[ ! -e ${quote(source.file)} ] || ${STALE}`
  const newer = [source.file, dirname(source.file)].map(
    (path) => `[ "$__codex_env_plan" -nt ${quote(path)} ]`,
  )
  return `{ ${newer.join(' && ')}; } || ${STALE}`
}

/**
 * What providers read, in one statement, because they are many. Their folders do not count: a project's root changes with every
 * file that a build puts there.
 */
function renderProvided(provided: readonly Watched[]): readonly string[] {
  if (provided.length === 0) return []
  return [`[[ \${__codex_env_stale-} || ${provided.map(renderTest).join(' && ')} ]] || return 1`]
}

/** The folder of a version manager does not vanish as a file does, and every test counts here. */
function renderTest({ file, mark }: Watched): string {
  if (mark === '') return `! -e ${quote(file)}`
  const isOlder = `! ${quote(file)} -nt $__codex_env_plan`
  return mark.endsWith('/') ? isOlder : `-e ${quote(file)} && ${isOlder}`
}

/** Settings that were there and are gone are no longer in force. */
function renderPresence({ file }: Source): string {
  return `[ -e ${quote(file)} ] || ${STALE}`
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

function renderJson(compiled: CompiledPlan): string {
  const { root, digest, state, plan, wrap = [] } = compiled
  if (state === 'none') return `__codex_env_json='"project":null,"plan":null,"state":"none"'`
  const wrapped = wrap.length > 0 ? { wrap } : {}
  const head = JSON.stringify({ project: root, plan: digest, state, ...wrapped }).slice(1, -1)
  const members = (when: 'usual' | 'proxied') => quote(`${head},${renderNames(plan, when)}`)
  const usual = `__codex_env_json=${members('usual')}`
  if (!touchesProxy(plan)) return usual
  return `${usual}\ncase \${CODEX_NETWORK_PROXY_ACTIVE-} in ?*) __codex_env_json=${members('proxied')} ;; esac`
}

/** A plain plan is applied at once; what needs care says so, and is applied only by a shell that asks for it. */
function renderHead(compiled: CompiledPlan, shells: string): readonly string[] {
  const { state, login, onError, problem, plan, wrap = [] } = compiled
  if (state === 'none')
    return ['case $__codex_env_ask in head) __codex_env_state=none; return 2 ;; esac']
  const isUsual = login === 'suppress' && onError === 'last-good' && wrap.length === 0
  if (state === 'fresh' && isUsual) return renderPlain(plan, shells)
  return [
    `__codex_env_state=${quote(state)}`,
    `__codex_env_login=${quote(login)}`,
    `__codex_env_declared=${quote(listDeclared(plan).join(' '))}`,
    ...(wrap.length > 0
      ? [`__codex_env_wrap=(${wrap.map(quote).join(' ')}) __codex_env_more=1`]
      : []),
    ...(onError === 'refuse' ? ['__codex_env_refuse=1'] : []),
    ...(problem ? [`__codex_env_problem=${quote(problem)}`] : []),
    state === 'untrusted' ? 'return 2' : 'case $__codex_env_ask in apply) ;; *) return 2 ;; esac',
  ]
}

/** One look at the question and at the lists, and all is done; the changes that follow are for where that look says no. */
function renderPlain(plan: Plan, shells: string): readonly string[] {
  const atOnce = renderAtOnce(mergePrepends(plan.ops), shells)
  if (!atOnce)
    return ["case $__codex_env_ask in head) return 0 ;; '' | apply) ;; *) return 2 ;; esac"]
  const lists = atOnce.lists.map((name) => `:$${name}:`).join('')
  const present = ['apply:*', ...atOnce.entries.map((entry) => `:*:${quote(entry)}:*`)]
  return [
    `case $__codex_env_ask:${lists} in`,
    'head:*) return 0 ;;',
    `${present.join(' | ')}) ;;`,
    ':*)',
    ...atOnce.statements,
    ...renderOverlays(plan, shells),
    'return 0 ;;',
    '*) return 2 ;;',
    'esac',
  ]
}

import { type CompiledPlan, listDeclared, renderNames, touchesProxy } from '../plan/compiled.js'
import { PLAN_FORMAT, PROGRAM } from '../system/names.js'
import { quote, quoteWord } from '../text/quote.js'
import { mergeLists } from './merge.js'
import { renderAtOnce } from './posix/at-once.js'
import { renderChanges } from './posix/changes.js'
import { renderOverlayMembers, renderOverlays } from './posix/overlays.js'
import { renderPresences, renderWatches } from './posix/watches.js'

/**
 * The plan as bash and zsh source it on a command's way: it checks itself, makes its changes, and says what the audit line says of
 * it. docs/plan.md describes the protocol; `shells` is the folder of the installed hot path. Every byte is parsed on every
 * command, so what is not needed there stands behind the first `return`, in one group: a plan that was cut off is not applied by halves.
 */
export function renderPlan(compiled: CompiledPlan, shells: string): string {
  const { root, plan, provided = [], watched } = compiled
  const watch = compiled.exit ? [WATCH] : []
  const members = [renderJson(compiled), ...renderOverlayMembers(plan), ...watch]
  return [
    ...renderWatches(compiled),
    ...renderUsual(compiled, members, shells),
    '{',
    ...renderPresences(provided),
    ...members,
    ...renderHead(compiled),
    ...renderChanges(mergeLists(plan.ops), shells),
    ...renderOverlays(plan, shells),
    'return 3',
    '}',
    `# ${PROGRAM} plan, format ${PLAN_FORMAT}, of ${JSON.stringify(watched[0]?.file ?? root)}`,
    '',
  ].join('\n')
}

/** A launcher and the prefix watch the command that they start, to say how it ended; the hook is in the command already. */
const WATCH =
  'case ${__codex_env_real-}${__codex_env_route-} in /*launcher | prefix) __codex_env_watch=1 __codex_env_extras=1 ;; esac'

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

/** A plain plan is applied by every shell that finds it fresh; any other says what it is to one that asks. */
function isPlain({ state, login, onError, wrap = [] }: CompiledPlan): boolean {
  return state === 'fresh' && login === 'suppress' && onError === 'last-good' && wrap.length === 0
}

/** One look at the question and at the lists, and all is done; for where that look says no, there is the group. */
function renderUsual(
  compiled: CompiledPlan,
  members: readonly string[],
  shells: string,
): readonly string[] {
  const { plan, provided = [] } = compiled
  const atOnce = isPlain(compiled) ? renderAtOnce(mergeLists(plan.ops), shells) : undefined
  if (!atOnce) return []
  const lists = atOnce.lists.map((name) => `:$${name}:`).join('')
  const present = atOnce.entries.map((entry) => `:*:${quoteWord(entry)}:*`)
  // zsh must ask more.
  const purpose =
    provided.length > 0 ? '$__codex_env_purpose${ZSH_VERSION-}' : '$__codex_env_purpose'
  return [
    `case ${purpose}:${lists} in`,
    ...(present.length > 0 ? [`${present.join(' | ')}) ;;`] : []),
    ':*)',
    ...atOnce.statements,
    ...renderOverlays(plan, shells),
    ...members,
    'return 3 ;;',
    'esac',
  ]
}

function renderHead(compiled: CompiledPlan): readonly string[] {
  if (isPlain(compiled))
    return ["case $__codex_env_purpose in head) return 0 ;; '' | apply) ;; *) return 2 ;; esac"]
  const { state, login, onError, problem, plan, wrap = [], wrapFrom = '' } = compiled
  if (state === 'none')
    return ['case $__codex_env_purpose in head) __codex_env_state=none; return 2 ;; esac']
  return [
    `__codex_env_state=${quote(state)}`,
    `__codex_env_login=${quote(login)}`,
    `__codex_env_declared=${quote(listDeclared(plan).join(' '))}`,
    ...(wrap.length > 0
      ? [
          `__codex_env_wrap=(${wrap.map(quote).join(' ')}) __codex_env_wrap_from=${quote(wrapFrom)} __codex_env_extras=1`,
        ]
      : []),
    ...(onError === 'refuse' ? ['__codex_env_refuse=1'] : []),
    ...(problem ? [`__codex_env_problem=${quote(problem)}`] : []),
    state === 'untrusted' || state === 'failed'
      ? 'return 2'
      : 'case $__codex_env_purpose in apply) ;; *) return 2 ;; esac',
  ]
}

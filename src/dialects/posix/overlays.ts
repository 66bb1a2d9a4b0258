import type { Op, Plan, ScopedOps } from '../../plan/plan.js'
import { VARIABLES } from '../../system/names.js'
import { quote } from '../../text/quote.js'
import { renderChanges } from './changes.js'

/** The audit line has room for so many bytes of names of each overlay (three may count, see compiled.ts). */
const MAX_NAMES = 90

type Render = (overlay: ScopedOps) => string

/** The changes that count only for some commands, after all others. Nothing for a plan without overlays. */
export function renderOverlays(plan: Plan, shells: string): readonly string[] {
  return renderCases(plan, ({ ops }) => renderChanges(ops, shells).join('\n'))
}

/**
 * Adds to the audit line's members which overlays count for this command, and what those that not every command has change.
 * It is said before the changes are made, by a shell too that leaves them to another dialect.
 */
export function renderOverlayMembers(plan: Plan): readonly string[] {
  const { overlays } = plan
  if (!overlays) return []
  return [
    `__codex_env_overlays=${overlays.project ? quote(',"project"') : ''} __codex_env_overlaid=`,
    ...renderCases(plan, ({ when, ops }) => {
      const label = quote(`,${JSON.stringify(when.kind === 'thread' ? 'thread' : when.value)}`)
      const names = quote(
        listNames(ops)
          .map((name) => `,"${name}"`)
          .join(''),
      )
      return `__codex_env_overlays=$__codex_env_overlays${label} __codex_env_overlaid=$__codex_env_overlaid${names}`
    }),
    'case $__codex_env_overlays in ?*) __codex_env_json="$__codex_env_json,\\"overlays\\":[${__codex_env_overlays#,}],\\"overlaid\\":[${__codex_env_overlaid#,}]" ;; esac',
    'unset __codex_env_overlays __codex_env_overlaid',
  ]
}

/**
 * A subagent has a thread of its own and the session of the thread that started it: it inherits that one's overlay,
 * below its own. What the command chooses by name comes last.
 */
function renderCases({ overlays }: Plan, render: Render): readonly string[] {
  const of = (kind: ScopedOps['when']['kind']) =>
    (overlays?.scoped ?? []).filter(({ when }) => when.kind === kind)
  return [
    ...renderCase('${CODEX_SESSION_ID-}', of('thread'), render, '"${CODEX_THREAD_ID-}") ;;'),
    ...renderCase('${CODEX_THREAD_ID-}', of('thread'), render),
    ...renderCase(`\${${VARIABLES.overlay}-}`, of('name'), render),
  ]
}

function renderCase(
  word: string,
  overlays: readonly ScopedOps[],
  render: Render,
  first?: string,
): readonly string[] {
  if (overlays.length === 0) return []
  const branches = overlays.map((one) => `${quote(one.when.value)})\n${render(one)} ;;`)
  return [[`case ${word} in`, ...(first ? [first] : []), ...branches, 'esac'].join('\n')]
}

function listNames(ops: readonly Op[]): readonly string[] {
  let room = MAX_NAMES
  return [...new Set(ops.map(({ name }) => name))].filter((name) => {
    room -= name.length + 3
    return room >= 0
  })
}

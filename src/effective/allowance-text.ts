import type { Allowance, AllowedName } from '../compile/allowance.js'
import type { Ignored } from '../plan/plan.js'
import { showValue } from '../plan/reading.js'
import { PROGRAM } from '../system/names.js'
import type { Colors } from '../text/colors.js'
import { escapeControls, renderLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import { explainProtection } from '../variables/protection.js'
import { describePlanLines, diffPlans } from './plan-difference.js'

/** What was allowed, as its user should see it: every name with its value and its class, and what was left out. */
export function describeAllowance(allowance: Allowance, colors: Colors): string {
  const { declaration, root, names, files, refused, compiled } = allowance
  const wrap = (compiled.wrap ?? []).map(quoteShown).join(' ')
  const lines = [
    `allowed ${declaration}${compiled.state === 'failed' ? ', but nothing of it applies yet' : ''}`,
    ...(wrap ? [`  runs in   ${wrap}`] : []),
    ...files.map((file) => `  reads     ${file}`),
    ...names.map((one) => describeName(one, colors)),
    ...(compiled.notes ?? []).map((note) => `  note      ${escapeControls(note)}`),
  ]
  return `${renderLines(lines)}${describeChanged(allowance, colors)}${describeRefused(refused, root)}`
}

function describeName({ name, change, class: kind, value }: AllowedName, colors: Colors): string {
  const isGiven = change !== 'protected' && change !== 'refused' && value !== undefined
  const given = isGiven ? `  ${showValue(change, value)}` : ''
  const shown = kind === 'plain' ? kind : colors.yellow(kind)
  return `  ${change.padEnd(9)} ${name}${given}  (${shown})`
}

/** What is another than before, where other bytes were allowed before. */
function describeChanged({ before, compiled }: Allowance, colors: Colors): string {
  if (!before || compiled.state === 'failed') return ''
  const lines = describePlanLines(diffPlans(before, compiled.plan), colors)
  return lines
    ? `changed since it was last in force:\n${lines}`
    : 'no variable changed since it was last in force\n'
}

/** What secure mode left out, and how to consent to it. */
function describeRefused(refused: readonly Ignored[], root: string): string {
  if (refused.length === 0) return ''
  const rows = refused.map(({ name, reason }) => `  ${name}: ${escapeControls(reason)}\n`)
  const names = [...new Set(refused.map(({ name }) => name))].filter(
    (name) => !explainProtection(name),
  )
  const how = `${PROGRAM} allow ${names.map((name) => `--name ${name} `).join('')}${quoteShown(root)}`
  return `left out by secure mode:\n${rows.join('')}to have it all the same:\n  ${how}\n`
}

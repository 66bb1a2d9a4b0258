import { describeWarning } from '../declaration/warning.js'
import { PROGRAM } from '../system/names.js'
import type { Colors } from '../text/colors.js'
import { escapeControls, renderLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import type { Change, ScopedChanges } from './changes.js'
import type { Report } from './project-report.js'

/** A report as text. */
export function describeProject(report: Report, colors: Colors): string {
  const paint = report.state === 'fresh' ? colors.green : colors.yellow
  const width = Math.max(0, ...report.changes.map(({ name }) => name.length))
  const applies = report.applies ? ', applies here' : ''
  const isDenied = report.trust === 'denied'
  const lines = [
    `${report.declaration}  ${paint(report.state)}${isDenied ? ', denied' : ''}${applies}`,
    ...(isDenied ? [`  to have it again: ${PROGRAM} allow ${quoteShown(report.root)}`] : []),
    ...describeProblems(report).map((line) => `  ${colors.red(line)}`),
    ...report.warnings.map((one) => `  ${colors.yellow(`warning   ${describeWarning(one)}`)}`),
    ...report.notes.map((note) => `  ${colors.yellow(note)}`),
    ...(isApplicable(report) ? [`  ${describePlan(report)}`] : []),
    ...(report.wrap.length > 0 ? [`  runs in   ${report.wrap.map(quoteShown).join(' ')}`] : []),
    ...report.changes.map((change) => describeChange(change, width, colors)),
    ...report.overlays.flatMap((one) => describeScoped(one, width, colors)),
  ]
  return renderLines(lines)
}

function isApplicable({ state }: Report): boolean {
  return state === 'fresh' || state === 'last-good'
}

/** All that is wrong; the one line that commands are told stands for it where there is no more. */
function describeProblems({ problem, faults }: Report): readonly string[] {
  if (!problem) return []
  const [outcome] = / \([^()]*\)$/.exec(problem) ?? []
  return faults.length > 0 ? [...faults, `${faults.length} errors${outcome ?? ''}`] : [problem]
}

/** The heading says what makes it count, and whether that is so here. */
function describeScoped(scoped: ScopedChanges, width: number, colors: Colors): readonly string[] {
  const { overlay, when, applies, changes } = scoped
  const head = `${overlay}: ${applies ? 'counts here' : 'not here; only'} ${when}`
  return [`  ${head}`, ...changes.map((change) => `  ${describeChange(change, width, colors)}`)]
}

function describePlan({ digest, stored, login, secure }: Report): string {
  const words = { same: 'stored', other: 'stale', missing: 'not stored yet' }
  return `plan ${digest} (${words[stored]}), login profiles: ${login}, secure mode: ${secure}`
}

function describeChange(change: Change, width: number, colors: Colors): string {
  const value = describeChanged(change)
  const over = change.overrules.length > 0 ? `, over ${change.overrules.join(', ')}` : ''
  const origin = colors.dim(`${change.from}${over}`)
  const words = [change.name.padEnd(width), ...(value ? [value] : []), origin]
  return `  ${change.change.padEnd(9)} ${words.join('  ')}`
}

/** A value is quoted, so that its ends can be seen; the reason why there is none is not. */
function describeChanged({ change, value }: Change): string {
  if (change === 'unset') return ''
  return change === 'protected' || change === 'refused' || change === 'choose'
    ? escapeControls(value)
    : JSON.stringify(value)
}

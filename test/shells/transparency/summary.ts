import { type Explanation, isSame } from './explained.js'
import type { Outcome } from './matrix.js'

/** What came of one cell. */
export type Tally = Outcome & { readonly column: string; readonly group: string }

/** The matrix as text: cells compared and, after the slash, different ones; then the sums, and what explains how many. */
export function renderSummary(tallies: readonly Tally[]): string {
  const groups = [...new Set(tallies.map(({ group }) => group))]
  const columns = [...new Set(tallies.map(({ column }) => column))].sort()
  const rows = columns.map((column) => [
    column,
    ...groups.map((group) =>
      renderCount(tallies.filter((tally) => tally.column === column && tally.group === group)),
    ),
  ])
  const different = tallies.filter(({ isDifferent }) => isDifferent)
  const explained = different.filter(({ real, ours }) => isSame(real, ours))
  return [
    ...[['compared/different', ...groups], ...rows].map(renderRow),
    `cases compared: ${tallies.length}, differences found: ${different.length}, differences explained: ${explained.length}`,
    ...countReasons(explained),
  ].join('\n')
}

const renderCount = (tallies: readonly Tally[]) =>
  tallies.length === 0
    ? '-'
    : `${tallies.length}/${tallies.filter(({ isDifferent }) => isDifferent).length}`

const renderRow = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(22)).join('')

function countReasons(tallies: readonly Tally[]): readonly string[] {
  const counts = new Map<Explanation, number>()
  for (const each of tallies.flatMap(({ explained }) => explained)) {
    counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  return [...counts].map(([{ because }, count]) => `${String(count).padStart(6)}  ${because}`)
}

import { isAlarming } from './activity.js'
import { isHeading, type Row } from './arrange.js'

/** The row that is so many rows away, or the nearest one beyond it that can be chosen. */
export function findRow(rows: readonly Row[], from: number, step: number): number {
  const direction = Math.sign(step)
  let index = Math.max(0, Math.min(rows.length - 1, from + step))
  while (isHeading(rows[index]) && rows[index + direction]) index += direction
  while (isHeading(rows[index]) && rows[index + 1]) index += 1
  return index
}

/** The next row in a direction that somebody has to look at; where there is none, a place outside of the list. */
export function findNotable(rows: readonly Row[], from: number, direction: 1 | -1): number {
  let index = from + direction
  while (rows[index] && !isNotable(rows[index])) index += direction
  return index
}

function isNotable(row: Row | undefined): boolean {
  return row?.kind === 'change' || (row?.kind === 'item' && isAlarming(row.item))
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import type { Box } from '../../sandbox.js'
import { type Column, listColumns } from './column.js'
import { EXPLANATIONS, type Explanation } from './explained.js'
import { type Cell, compare, isCell, type Outcome } from './matrix.js'
import type { Group, Tools } from './row.js'
import type { Setting } from './setting.js'
import { renderSummary, type Tally } from './summary.js'
import { buildTools, COMPILER } from './tools.js'

/** Which groups of rows are run in which settings. */
export type Selection = readonly (readonly [Setting, readonly Group[]])[]

/** Registers a test for every cell of a selection, and prints what came of them all. */
export function defineMatrix(selection: Selection): void {
  const tallies: Tally[] = []
  defineCells(selection, tallies)
  afterAll(() => console.log(renderSummary(tallies)))
}

/** The same for all that there is, where every explanation must have something to explain. */
export function defineWholeMatrix(selection: Selection): void {
  const tallies: Tally[] = []
  defineCells(selection, tallies)
  test.skipIf(isMissing(COMPILER))('every explanation explains something', () => {
    console.log(renderSummary(tallies))
    const used = new Set(tallies.flatMap(({ explained }) => explained))
    expect(EXPLANATIONS.filter((each) => !used.has(each)).map(becauseOf)).toEqual([])
  })
}

function defineCells(selection: Selection, tallies: Tally[]): void {
  describe.skipIf(isMissing(COMPILER))('a command cannot tell', () => {
    const tools = buildTools()
    const columns = listColumns(tools).filter(
      ({ shell }) => shell === 'program' || !isMissing(shell),
    )
    for (const [setting, groups] of selection) {
      describe.concurrent(setting.title, () => {
        let box: Box
        beforeAll(async () => {
          box = await setting.build()
        })
        for (const group of groups) {
          defineGroup(group, columns, tools, setting, () => box, tallies)
        }
      })
    }
  })
}

const becauseOf = ({ because }: Explanation) => because

function defineGroup(
  group: Group,
  columns: readonly Column[],
  tools: Tools,
  setting: Setting,
  box: () => Box,
  tallies: Tally[],
): void {
  const cells = group
    .list(tools)
    .flatMap((row) => columns.map((column): Cell => ({ row, column, setting })))
  for (const cell of cells.filter(isCell)) {
    const { row, column } = cell
    test(`${column.name}: ${group.name}: ${row.title}`, async () => {
      const outcome: Outcome = await compare(cell, box(), tools)
      tallies.push({ column: column.name, group: group.name, ...outcome })
      expect(outcome.ours).toEqual(outcome.real)
    })
  }
}

import { renderSummary, round, spread } from './table.mjs'

const MARKED = /<!-- bench(?: (?<id>[\w-]+)\.(?<figure>\w+))? -->.*?<!-- \/bench -->/gs

/** Writes figures between the README's marks: `<!-- bench -->` is the table, `<!-- bench ROW.FIGURE -->` one figure. */
export function fillFigures(text, results) {
  return text.replace(MARKED, (_, id, figure) =>
    id
      ? `<!-- bench ${id}.${figure} -->${renderFigure(results, id, figure)}<!-- /bench -->`
      : `<!-- bench -->\n${renderSummary(results)}\n<!-- /bench -->`,
  )
}

const FIGURES = {
  takes: ({ subject, unit }) => spread(subject, unit),
  median: ({ subject, unit }) => `${round(subject.median)} ${unit}`,
  other: ({ against, unit }) => `${round(against.median)} ${unit}`,
  ratio: ({ ratio }) => `${round(ratio.median)}×`,
  /** How many times as fast as the other side. */
  gain: ({ ratio }) => `${(1 / ratio.median).toFixed(1)}×`,
  more: ({ subject, against, unit }) => `${round(subject.median - against.median)} ${unit}`,
}

function renderFigure({ rows }, id, figure) {
  const row = rows.find((one) => one.id === id)
  const render = FIGURES[figure]
  if (!row || !render)
    throw new Error(`the README asks for ${id}.${figure}, which nothing measures`)
  return row.measured ? render(row.measured) : 'not measured'
}

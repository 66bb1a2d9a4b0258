/**
 * One line of the table, and of results.json.
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {string} against
 * @property {number} [limit]
 * @property {'ok' | 'over' | 'for comparison' | 'skipped' | 'failed'} verdict
 * @property {string} [why] it was skipped or failed
 * @property {object} [measured]
 */

/** Decides what a measured ratio, or a count, comes to. */
export function judge(limit, value) {
  if (limit === undefined) return 'for comparison'
  return value <= limit ? 'ok' : 'over'
}

/** The whole of results.md. */
export function renderReport({ machine, runs, rows, growths, minutes }, plots) {
  const { processor, kernel, bash, node } = machine
  const notes = rows.flatMap(({ notes = [] }) => notes)
  return `# What a command pays for its environment

Measured by \`npm run bench\` on ${processor}, ${kernel}, bash ${bash}, Node ${node}.
Whole processes, timed by hyperfine in 7 alternating rounds of ${runs} (slow ones fewer).
A ratio is the median of the rounds' ratios of medians, with the lowest and highest round;
a time is the median of all runs, with their interquartile range. All of it took ${minutes} minutes.

${renderTable(rows)}
${notes.map((note) => `- ${note}\n`).join('')}
## How it grows

The hook, and the same command in bare bash; fewer rounds than above.

${renderGrowths(growths)}
## Plots

${plots.map((name) => `![${name}](plots/${name}.svg)\n`).join('\n')}`
}

/** What the README says of it, between its two marks: what was measured, without our limits. */
export function renderSummary({ machine, rows }) {
  const lines = rows
    .filter(({ measured }) => measured && !('count' in measured))
    .map(({ title, against, measured }) =>
      join([
        title,
        against,
        `${round(measured.ratio.median)}×`,
        spread(measured.subject, measured.unit),
      ]),
    )
  const notes = rows.flatMap(({ notes = [] }) => notes)
  return `Measured by \`npm run bench\` on ${machine.processor}: whole processes, medians, and their interquartile range.
[bench/results.md](bench/results.md) has the spread.

| what | against | ratio | takes |
|---|---|---:|---:|
${lines.join('\n')}

${notes.join('\n\n')}`
}

function renderGrowths(growths) {
  const lines = growths.flatMap(({ axis, points }) =>
    points.map(({ at, ratio, subject, against, unit }) =>
      join([
        `${at.toLocaleString('en')} ${axis}`,
        `${round(ratio.median)}× (${round(ratio.low)}–${round(ratio.high)})`,
        spread(subject, unit),
        spread(against, unit),
      ]),
    ),
  )
  return `| with | ratio | hook | bare bash |\n|---|---:|---:|---:|\n${lines.join('\n')}\n`
}

const HEAD = ['case', 'against', 'ratio', 'at most', 'verdict', 'case takes', 'the other takes']

function renderTable(rows) {
  const cells = [HEAD, ...rows.map(renderCells)]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  const lines = cells.map((row) => join(row.map((cell, column) => cell.padEnd(widths[column]))))
  const rule = join(widths.map((width) => '-'.repeat(width)))
  return [lines[0], rule, ...lines.slice(1), ''].join('\n')
}

function join(cells) {
  return `| ${cells.join(' | ')} |`
}

/** A row while the others are still being measured. */
export function renderLine(row) {
  return renderCells(row).filter(Boolean).join(' | ')
}

function renderCells({ title, against, limit, verdict, why, measured }) {
  const bound = limit === undefined ? '' : `${limit}${limit ? '×' : ''}`
  const decision = why ? `${verdict}: ${why}` : verdict
  if (!measured) return [title, against, '', bound, decision, '', '']
  if ('count' in measured) return [title, against, `${measured.count}`, bound, decision, '', '']
  const { ratio, subject, against: other, unit } = measured
  const ratios = `${round(ratio.median)}× (${round(ratio.low)}–${round(ratio.high)})`
  return [title, against, ratios, bound, decision, spread(subject, unit), spread(other, unit)]
}

/** A time with the interquartile range of all runs. */
export function spread({ median, low, high }, unit) {
  return `${round(median)} ${unit} (${round(low)}–${round(high)})`
}

/** Three digits that count, no more: the rest is noise. */
export function round(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

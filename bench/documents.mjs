import { renderPlots } from './plots.mjs'
import { fillFigures } from './readme.mjs'
import { renderReport } from './table.mjs'

/** What is written of a run, by its path in the repository; `readme` is the README as it is. */
export function renderDocuments(results, readme) {
  const plots = renderPlots(results)
  const drawn = Object.entries(plots).map(([name, svg]) => [`bench/plots/${name}.svg`, svg])
  return {
    'bench/results.json': `${JSON.stringify(results, null, 2)}\n`,
    'bench/results.md': renderReport(results, Object.keys(plots)),
    'README.md': fillFigures(readme, results),
    ...Object.fromEntries(drawn),
  }
}

/** The results with as many digits as are kept: more would only differ from run to run. */
export function roundResults(results) {
  const round = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)
  return JSON.parse(JSON.stringify(results, round))
}

import type { Colors } from '../text/colors.js'
import { renderLines } from '../text/fold-lines.js'
import type { Examined } from './examination.js'

/** An examination as text: a line a check, and below it what says so and what to do; `quiet`: of those alone that are not well. */
export function describeExamination(
  all: readonly Examined[],
  colors: Colors,
  quiet: boolean,
): string {
  const shown = quiet ? all.filter(({ health }) => health !== 'ok') : all
  const paint = { ok: colors.green, warn: colors.yellow, broken: colors.red }
  const lines = shown.flatMap(({ health, title, evidence, remedy }) => [
    `${paint[health](health.padEnd(6))}  ${title}`,
    ...evidence.map((line) => `        ${colors.dim(line)}`),
    ...(remedy ? [`        -> ${remedy}`] : []),
  ])
  return renderLines([...lines, ...(quiet ? [] : ['', summarize(all)])])
}

function summarize(all: readonly Examined[]): string {
  const count = (health: Examined['health']) => all.filter((one) => one.health === health).length
  return `${all.length} checks: ${count('ok')} ok, ${count('warn')} to look at, ${count('broken')} broken`
}

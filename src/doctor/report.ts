import type { Colors } from 'picocolors/types.js'
import { escapeControls } from '../text/fold-lines.js'
import type { Examined } from './examination.js'

/** An examination as text: a line a check, and below it what says so and what to do. */
export function describeExamination(all: readonly Examined[], colors: Colors): string {
  const paint = { ok: colors.green, warn: colors.yellow, broken: colors.red }
  const lines = all.flatMap(({ health, title, evidence, remedy }) => [
    `${paint[health](health.padEnd(6))}  ${title}`,
    ...evidence.map((line) => `        ${colors.dim(escapeControls(line))}`),
    ...(remedy ? [`        -> ${remedy}`] : []),
  ])
  return [...lines, '', summarize(all)].map((line) => `${line}\n`).join('')
}

function summarize(all: readonly Examined[]): string {
  const count = (health: Examined['health']) => all.filter((one) => one.health === health).length
  return `${all.length} checks: ${count('ok')} ok, ${count('warn')} to look at, ${count('broken')} broken`
}

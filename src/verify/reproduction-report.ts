import type { Colors } from '../text/colors.js'
import { escapeControls } from '../text/fold-lines.js'
import type { Reproduced, Reproduction } from './reproduction.js'

/** A reproduction as text: each case before, after, and what that means. */
export function describeReproduction({ codex, cases }: Reproduction, colors: Colors): string {
  const head = `Codex ${codex.version}  ${codex.program}\n`
  return head + cases.map((one) => `\n${describeCase(one, colors)}`).join('')
}

/** Did the shim bring every case to the expected end? */
export function isMended({ cases }: Reproduction): boolean {
  return cases.every(({ verdict }) => verdict !== 'not mended')
}

function describeCase(one: Reproduced, colors: Colors): string {
  const { id, title, expected, before, after, remedy, verdict } = one
  const paint = verdict === 'not mended' ? colors.red : colors.green
  const rows =
    verdict === 'not possible'
      ? ['  this Codex runs no hooks']
      : [
          `  expected  ${show(expected)}`,
          `  without   ${show(before)}`,
          `  with      ${show(after)}  (${remedy})`,
        ]
  return [colors.bold(`${id}: ${title}`), ...rows, `  verdict   ${paint(verdict)}`]
    .map((line) => `${line}\n`)
    .join('')
}

function show(value: string | undefined): string {
  return value === undefined ? 'no answer' : escapeControls(value) || 'nothing'
}

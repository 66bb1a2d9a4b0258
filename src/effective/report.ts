import type { Colors } from '../text/colors.js'
import { escapeControls, renderLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import type { Difference, Environment } from '../variables/environment.js'
import type { Explanation, Touch } from './explanation.js'

/** A whole environment, a name a line, nothing in which can move the cursor. */
export function describeEnvironment(values: Environment, colors: Colors): string {
  return Object.entries(values)
    .map(([name, value]) => `${escapeControls(name)}=${escapeControls(value, colors.dim)}\n`)
    .join('')
}

/** Differences as a diff shows them. */
export function describeDifferences(all: readonly Difference[], colors: Colors): string {
  const line = (mark: string, name: string, value: string | undefined) =>
    value === undefined ? [] : [escapeControls(`${mark}${name}=${value}`)]
  return all
    .flatMap(({ name, before, after }) => [
      ...line('-', name, before).map(colors.red),
      ...line('+', name, after).map(colors.green),
    ])
    .map((text) => `${text}\n`)
    .join('')
}

/** Where values come from: what a command gets, and below it every layer, lowest first. */
export function describeExplanations(all: readonly Explanation[], colors: Colors): string {
  return all.map((one) => describeExplanation(one, colors)).join('\n')
}

function describeExplanation({ name, value, touches }: Explanation, colors: Colors): string {
  const shown = escapeControls(name)
  const head = value === undefined ? `${shown} is not set` : `${shown}=${quoteShown(value)}`
  const rows = touches.map((touch) => [touch.layer, touch.outcome, touch] as const)
  const width = Math.max(0, ...rows.map(([layer]) => layer.length))
  const lines = rows.map(([layer, outcome, touch]) => {
    const isDone = !['overruled', 'protected', 'refused'].includes(outcome)
    const paint = isDone ? colors.green : colors.yellow
    const gives = describeGift(touch)
    const from = touch.from && `  ${colors.dim(touch.from)}`
    return `  ${layer.padEnd(width)}  ${paint(outcome)}${gives && ` ${gives}`}${from}`
  })
  const none = touches.length === 0 ? ['  nothing here touches it'] : []
  return renderLines([colors.bold(head), ...lines, ...none])
}

function describeGift({ outcome, gives }: Touch): string {
  if (gives === '' && outcome !== 'wins' && outcome !== 'inherited') return ''
  const isReason = outcome === 'protected' || outcome === 'refused'
  if (outcome === 'sets') return escapeControls(gives)
  return isReason ? `(${escapeControls(gives)})` : quoteShown(gives)
}

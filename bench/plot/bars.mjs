import { escapeText, place, renderFrame } from './frame.mjs'

const WIDTH = 860
const LEFT = 330
const RIGHT = 120
const TOP = 50
const STEP = 27

/**
 * Bars one below the other, each with its middle half as a whisker.
 * @param {{ title: string, unit: string, bars: readonly { name: string, kind: string, median: number, low: number, high: number }[] }} plot
 */
export function renderBars({ title, unit, bars }) {
  const height = TOP + bars.length * STEP + 16
  const most = Math.max(...bars.map(({ high }) => high))
  const scale = (value) => place((value / most) * (WIDTH - LEFT - RIGHT))
  const alt = bars.map(({ name, median }) => `${name}: ${label(median, unit)}`).join('; ')
  const lines = bars.flatMap((bar, index) => renderBar(bar, TOP + index * STEP, scale, unit))
  return renderFrame({ width: WIDTH, height, title, alt }, lines)
}

function renderBar({ name, kind, median, low, high }, top, scale, unit) {
  const middle = top + 9
  const [from, to] = [LEFT + scale(low), LEFT + scale(high)]
  return [
    `<text class="end" x="${LEFT - 10}" y="${top + 14}">${escapeText(name)}</text>`,
    `<rect class="bar ${kind}" x="${LEFT}" y="${top}" width="${Math.max(1, scale(median))}" height="18" rx="2"/>`,
    `<path class="whisker" d="M${place(from)} ${middle}H${place(to)}"/>`,
    `<text x="${place(to + 8)}" y="${top + 14}">${label(median, unit)}</text>`,
  ]
}

function label(value, unit) {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`
}

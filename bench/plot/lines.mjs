import { escapeText, place, renderFrame } from './frame.mjs'

const SIZE = { width: 640, height: 320 }
const AREA = { left: 62, right: 24, top: 72, bottom: 52 }

/**
 * Lines over an axis whose ticks are the points that were measured; a line's middle half is a band.
 * @param {{ title: string, axis: string, unit: string, isLogarithmic?: boolean,
 *   lines: readonly { name: string, kind: string, points: readonly { at: number, median: number, low: number, high: number }[] }[] }} plot
 */
export function renderLines({ title, axis, unit, isLogarithmic = false, lines }) {
  const [first] = lines
  const ats = first.points.map(({ at }) => at)
  const ticks = chooseTicks(
    Math.max(...lines.flatMap(({ points }) => points.map(({ high }) => high))),
  )
  const x = scaleAcross(ats, isLogarithmic ? Math.log : (value) => value)
  const y = scaleUp(ticks.at(-1))
  const body = [
    ...ticks.flatMap((tick) => renderTick(tick, y(tick))),
    ...ats.map((at) => text('quiet middle', x(at), SIZE.height - 30, at.toLocaleString('en'))),
    text('quiet', 20, 62, unit),
    text('quiet middle', SIZE.width / 2, SIZE.height - 11, axis),
    ...lines.flatMap((line, index) => [
      ...renderLine(line, lines.length - 1 - index, { x, y }),
      ...renderName(line, index),
    ]),
  ]
  return renderFrame({ ...SIZE, title, alt: describe(lines, axis, unit) }, body)
}

/** Round numbers from zero to just above the highest value. */
function chooseTicks(highest) {
  const rough = highest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough)
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step)
}

function scaleAcross(ats, measure) {
  const [from, to] = [measure(ats[0]), measure(ats.at(-1))]
  const width = SIZE.width - AREA.left - AREA.right - 40
  return (at) => place(AREA.left + 20 + ((measure(at) - from) / (to - from)) * width)
}

function scaleUp(most) {
  const height = SIZE.height - AREA.top - AREA.bottom
  return (value) => place(SIZE.height - AREA.bottom - (value / most) * height)
}

function renderTick(tick, at) {
  return [
    `<path class="grid" d="M${AREA.left} ${at}H${SIZE.width - AREA.right}"/>`,
    text('quiet end', AREA.left - 8, at + 4, `${Number(tick.toPrecision(3))}`),
  ]
}

/** Of lines that lie upon each other none hides another: one that more are drawn `over` is so much wider. */
function renderLine({ kind, points }, over, { x, y }) {
  const along = points.map(({ at, median }) => `${x(at)} ${y(median)}`)
  const upper = points.map(({ at, high }) => `${x(at)} ${y(high)}`)
  const lower = points.map(({ at, low }) => `${x(at)} ${y(low)}`).reverse()
  return [
    `<path class="band ${kind}" d="M${[...upper, ...lower].join('L')}Z"/>`,
    `<path class="line ${kind}" style="stroke-width:${2 + 3 * over}" d="M${along.join('L')}"/>`,
    ...points.map(
      ({ at, median }) =>
        `<circle class="dot ${kind}" cx="${x(at)}" cy="${y(median)}" r="${3.5 + 2 * over}"/>`,
    ),
  ]
}

/** The legend, in one row above the plot. */
function renderName({ name, kind }, index) {
  const left = AREA.left + 50 + index * 180
  return [
    `<rect class="bar ${kind}" x="${left}" y="48" width="12" height="12" rx="2"/>`,
    text('quiet', left + 18, 58, name),
  ]
}

function text(kind, x, y, value) {
  return `<text class="${kind}" x="${x}" y="${y}">${escapeText(value)}</text>`
}

function describe(lines, axis, unit) {
  return lines
    .map(({ name, points }) => {
      const values = points.map(({ at, median }) => `${at}: ${median.toPrecision(3)}`)
      return `${name}, ${unit} by ${axis}: ${values.join(', ')}`
    })
    .join('; ')
}

import { find } from './dom.js'
import type { Item } from './item.js'
import { renderMoment } from './time.js'

const BUCKETS = 120
const HEIGHT = 40
const SVG = 'http://www.w3.org/2000/svg'

type Bucket = { all: number; shown: number; alarming: number }

/** The drawing of how much ran when, above the list. */
export type Activity = { readonly draw: (shown: readonly Item[]) => void }

/** Makes the drawing; a click on a bar asks for its time. Fields of the form do the same for who cannot click. */
export function makeActivity(
  items: readonly Item[],
  narrow: (from: number, until: number) => void,
): Activity {
  const times = items.map(({ ms }) => ms).filter((ms) => !Number.isNaN(ms))
  const [start, end] = [times[0] ?? 0, times.at(-1) ?? 0]
  const width = Math.max(1, (end - start) / BUCKETS)
  const box = find('activity', HTMLElement)
  box.toggleAttribute('hidden', end === start)
  box.addEventListener('click', ({ clientX }) => {
    const { left, width: size } = box.getBoundingClientRect()
    const index = Math.min(BUCKETS - 1, Math.floor(((clientX - left) / size) * BUCKETS))
    narrow(start + index * width, start + (index + 1) * width)
  })
  const bucketOf = ({ ms }: Item) => Math.min(BUCKETS - 1, Math.floor((ms - start) / width))
  return {
    draw: (shown) => {
      const title = `${renderMoment(new Date(start).toISOString())} – ${renderMoment(new Date(end).toISOString())}`
      box.replaceChildren(drawBars(countItems(items, shown, bucketOf)))
      box.title = `${title}; click for a part of it`
    },
  }
}

function countItems(
  items: readonly Item[],
  shown: readonly Item[],
  bucketOf: (item: Item) => number,
): readonly Bucket[] {
  const buckets = Array.from({ length: BUCKETS }, (): Bucket => ({ all: 0, shown: 0, alarming: 0 }))
  const add = (item: Item, kind: keyof Bucket) => {
    const bucket = buckets[bucketOf(item)]
    if (bucket) bucket[kind] += 1
  }
  for (const item of items) add(item, 'all')
  for (const item of shown) {
    add(item, 'shown')
    if (isAlarming(item)) add(item, 'alarming')
  }
  return buckets
}

/** Does somebody have to look at it? */
export function isAlarming({ entry }: Item): boolean {
  return entry.kind !== 'command' || entry.problem !== undefined || entry.state === 'refused'
}

function drawBars(buckets: readonly Bucket[]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${BUCKETS} ${HEIGHT}`)
  svg.setAttribute('preserveAspectRatio', 'none')
  const most = Math.max(1, ...buckets.map(({ all }) => all))
  // What is rare must be seen, too: the root lifts it.
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, Math.sqrt(count / most) * HEIGHT))
  for (const [index, bucket] of buckets.entries()) {
    for (const kind of ['all', 'shown', 'alarming'] as const) {
      const height = scale(bucket[kind])
      if (height > 0) svg.append(drawBar(kind, index, height))
    }
  }
  return svg
}

function drawBar(kind: string, index: number, height: number): SVGElement {
  const bar = document.createElementNS(SVG, 'rect')
  const geometry = { class: kind, x: index + 0.1, y: HEIGHT - height, width: 0.8, height }
  for (const [name, value] of Object.entries(geometry)) bar.setAttribute(name, String(value))
  return bar
}

import type { Row } from './arrange.js'

/** The list on the screen. However many rows there are, only those in sight are elements. */
export type List = {
  readonly show: (rows: readonly Row[]) => void
  readonly select: (index: number) => void
  readonly selected: () => number
  readonly rows: () => readonly Row[]
  /** As many rows as fit into the window. */
  readonly page: () => number
  readonly draw: () => void
}

/** More than the window holds, so that a quick scroll meets no empty place. */
const MARGIN = 12

/** As many rows beside the chosen one are kept in sight. */
const CONTEXT = 3

/** A print has no window to scroll. It would be a book if it had no end. */
const PRINTED = 5000

/** Makes the list in this element; `draw` makes a row. */
export function makeList(box: HTMLElement, drawRow: (row: Row) => HTMLElement): List {
  const canvas = document.createElement('div')
  canvas.setAttribute('role', 'presentation')
  canvas.className = 'canvas'
  box.append(canvas)
  let rows: readonly Row[] = []
  let selected = -1
  let isPrinting = false
  const measure = () => Number.parseFloat(getComputedStyle(box).getPropertyValue('--row')) || 30
  const place = (index: number, height: number) => {
    const row = rows[index]
    if (!row) return []
    const element = drawRow(row)
    element.id = `row-${index}`
    element.dataset['index'] = String(index)
    element.style.top = `${index * height}px`
    describe(element, row, index, rows.length)
    element.setAttribute('aria-selected', String(index === selected))
    return [element]
  }
  const draw = () => {
    const height = measure()
    const first = isPrinting ? 0 : Math.max(0, Math.floor(box.scrollTop / height) - MARGIN)
    const room = Math.ceil(box.clientHeight / height) + 2 * MARGIN
    const last = Math.min(rows.length, isPrinting ? PRINTED : first + room)
    const indexes = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)
    canvas.style.setProperty('--height', `${rows.length * height}px`)
    canvas.replaceChildren(...indexes.flatMap((index) => place(index, height)))
    const isInSight = selected >= first && selected < last
    if (isInSight) box.setAttribute('aria-activedescendant', `row-${selected}`)
    else box.removeAttribute('aria-activedescendant')
  }
  const reveal = (index: number) => {
    const height = measure()
    const top = (index - CONTEXT) * height
    const bottom = (index + 1 + CONTEXT) * height
    if (top < box.scrollTop) box.scrollTop = top
    if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
  }
  box.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true })
  window.addEventListener('resize', draw)
  for (const [event, printing] of [
    ['beforeprint', true],
    ['afterprint', false],
  ] as const) {
    window.addEventListener(event, () => {
      isPrinting = printing
      document.body.classList.toggle('cut', rows.length > PRINTED)
      draw()
    })
  }
  return {
    show: (all) => {
      const kept = rows[selected]
      rows = all
      selected = all.findIndex((row) => row.kind === kept?.kind && row.item === kept.item)
      box.scrollTop = Math.max(0, selected) * measure()
      draw()
    },
    select: (index) => {
      selected = index
      if (index >= 0) reveal(index)
      draw()
    },
    selected: () => selected,
    rows: () => rows,
    page: () => Math.max(1, Math.floor(box.clientHeight / measure()) - 1),
    draw,
  }
}

/** Tells who does not see the window where in the whole list a row is. */
function describe(element: HTMLElement, row: Row, index: number, count: number): void {
  element.setAttribute('role', 'option')
  element.setAttribute('aria-posinset', String(index + 1))
  element.setAttribute('aria-setsize', String(count))
  if (row.kind === 'day' || row.kind === 'thread') element.setAttribute('aria-disabled', 'true')
}

import { isHeading, type Row } from './arrange.js'
import { make } from './dom.js'

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

/** Makes the list in this element; `drawRow` makes a row. */
export function makeList(box: HTMLElement, drawRow: (row: Row) => HTMLElement): List {
  const canvas = make('div', { class: 'canvas', role: 'presentation' })
  box.append(canvas)
  const state: State = { rows: [], selected: -1, isPrinting: false }
  const draw = () => {
    const { first, last, height } = findSight(box, state)
    canvas.style.setProperty('--height', `${state.rows.length * height}px`)
    const rows = state.rows.slice(first, last)
    canvas.replaceChildren(
      ...rows.map((row, index) => placeRow(drawRow(row), first + index, height, state)),
    )
    const active = canvas.querySelector('[aria-selected=true]')
    if (active) box.setAttribute('aria-activedescendant', active.id)
    else box.removeAttribute('aria-activedescendant')
  }
  box.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true })
  addEventListener('resize', draw)
  drawForPrint(state, draw)
  return {
    show: (rows) => {
      state.selected = findSame(rows, state.rows[state.selected])
      state.rows = rows
      box.scrollTop = Math.max(0, state.selected - CONTEXT) * measureRow(box)
      draw()
    },
    select: (index) => {
      state.selected = index
      reveal(box, index)
      draw()
    },
    selected: () => state.selected,
    rows: () => state.rows,
    page: () => Math.max(1, Math.floor(box.clientHeight / measureRow(box)) - 1),
    draw,
  }
}

type State = { rows: readonly Row[]; selected: number; isPrinting: boolean }

/** The style sheet decides how high a row is: more in a narrow window. */
function measureRow(box: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(box).getPropertyValue('--row')) || 30
}

function findSight(box: HTMLElement, { rows, isPrinting }: State) {
  const height = measureRow(box)
  if (isPrinting) return { first: 0, last: PRINTED, height }
  const first = Math.max(0, Math.floor(box.scrollTop / height) - MARGIN)
  const room = Math.ceil(box.clientHeight / height) + 2 * MARGIN
  return { first, last: Math.min(rows.length, first + room), height }
}

/** Tells also who does not see the window where in the whole list a row is. */
function placeRow(element: HTMLElement, index: number, height: number, state: State): HTMLElement {
  element.id = `row-${index}`
  element.dataset['index'] = String(index)
  element.style.top = `${index * height}px`
  element.setAttribute('role', 'option')
  element.setAttribute('aria-posinset', String(index + 1))
  element.setAttribute('aria-setsize', String(state.rows.length))
  element.setAttribute('aria-selected', String(index === state.selected))
  if (isHeading(state.rows[index])) element.setAttribute('aria-disabled', 'true')
  return element
}

function reveal(box: HTMLElement, index: number): void {
  const height = measureRow(box)
  const top = (index - CONTEXT) * height
  const bottom = (index + 1 + CONTEXT) * height
  if (top < box.scrollTop) box.scrollTop = top
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
}

/** What was chosen stays chosen where it is still shown. */
function findSame(rows: readonly Row[], row: Row | undefined): number {
  return rows.findIndex(({ kind, item }) => kind === row?.kind && item === row.item)
}

function drawForPrint(state: State, draw: () => void): void {
  const turn = (isPrinting: boolean) => () => {
    state.isPrinting = isPrinting
    document.body.classList.toggle('cut', state.rows.length > PRINTED)
    draw()
  }
  addEventListener('beforeprint', turn(true))
  addEventListener('afterprint', turn(false))
}

import type { PageData } from '../data.js'
import { makeActivity } from './activity.js'
import { arrangeRows, isHeading, threadOf } from './arrange.js'
import { makeControls } from './controls.js'
import { makeDetail } from './detail.js'
import { find, make, show } from './dom.js'
import { filterItems } from './filter.js'
import { readItems } from './item.js'
import { bindKeys } from './keys.js'
import { makeList } from './list.js'
import { shortenHome } from './place.js'
import { makeRow } from './row.js'
import { findRule, listRule } from './rule.js'
import { renderAbout, renderSummary } from './summary.js'
import { makeTheme } from './theme.js'
import { paintThreads } from './thread.js'
import { findNotable, findRow } from './walk.js'

const data = JSON.parse(find('data', HTMLScriptElement).text) as PageData
const { home } = data.about
const items = readItems(data)
const paint = paintThreads(new Set(items.map(threadOf).filter(Boolean)))
const box = find('list', HTMLElement)
const detail = find('detail', HTMLElement)
const help = find('help', HTMLDialogElement)
const rule = findRule(items)
const list = makeList(box, (row) => makeRow(row, { home, paint, rule }))
const controls = makeControls(items, update)
const activity = makeActivity(items, controls.narrow)
const toggleTheme = makeTheme()

function update(): void {
  const { filter, byThread } = controls.read()
  const found = filterItems(items, filter)
  const rows = arrangeRows(found, { byThread, onlyChanges: filter.kind === 'change' })
  const shown = rows.flatMap((row) => (row.kind === 'item' ? [row.item] : []))
  list.show(rows)
  activity.draw(shown)
  const badges = listRule(rule).map(([kind, words]) =>
    make('span', { class: `note ${kind}` }, words),
  )
  find('summary', HTMLElement).replaceChildren(renderSummary(items, shown, rows), ...badges)
  find('empty', HTMLElement).toggleAttribute('hidden', rows.length > 0)
  find('nothing', HTMLElement).toggleAttribute('hidden', items.length > 0)
  find('no-match', HTMLElement).toggleAttribute('hidden', items.length === 0)
  if (list.selected() < 0) closeDetail()
}

function move(step: number): boolean {
  return choose(findRow(list.rows(), list.selected(), step))
}

function seek(direction: 1 | -1): boolean {
  return choose(findNotable(list.rows(), list.selected(), direction))
}

function choose(index: number): boolean {
  if (!list.rows()[index]) return false
  list.select(index)
  box.focus({ preventScroll: true })
  if (!detail.hidden) openDetail()
  return true
}

function openDetail(): boolean {
  const row = list.rows()[list.selected()]
  if (row?.kind !== 'item' && row?.kind !== 'change') return false
  find('detail-body', HTMLElement).replaceChildren(...makeDetail(row.item, row.change, home))
  if (detail.hidden) {
    detail.hidden = false
    list.draw()
  }
  return true
}

function closeDetail(): boolean {
  if (detail.hidden) return false
  detail.hidden = true
  list.draw()
  box.focus({ preventScroll: true })
  return true
}

function leave(): boolean {
  if (document.activeElement instanceof HTMLInputElement) {
    box.focus()
    return true
  }
  return closeDetail()
}

function openHelp(): boolean {
  help.showModal()
  return true
}

box.addEventListener('click', ({ target }) => {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null
  const index = Number(row?.dataset['index'])
  if (row && !isHeading(list.rows()[index]) && choose(index)) openDetail()
})
find('help-button', HTMLButtonElement).addEventListener('click', openHelp)
find('close', HTMLButtonElement).addEventListener('click', closeDetail)
bindKeys({
  '/': () => {
    controls.focusSearch()
    return true
  },
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  PageDown: () => move(list.page()),
  PageUp: () => move(-list.page()),
  Home: () => move(-list.rows().length),
  End: () => move(list.rows().length),
  n: () => seek(1),
  p: () => seek(-1),
  t: () => {
    toggleTheme()
    return true
  },
  Enter: openDetail,
  Escape: leave,
  '?': openHelp,
})
find('log-name', HTMLElement).append(show(shortenHome(data.about.log, home)))
find('about', HTMLElement).append(show(renderAbout(data.about, items.length)))
update()

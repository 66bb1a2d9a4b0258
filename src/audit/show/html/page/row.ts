import type { PageCommand } from '../data.js'
import type { Row } from './arrange.js'
import { type Change, DIFFERENCES } from './change.js'
import { make, show } from './dom.js'
import { renderEnd } from './end.js'
import type { Item } from './item.js'
import { baseName, renderPlace } from './place.js'
import { countNames, type Rule, TOLD } from './rule.js'
import { shortenThread } from './thread.js'
import { renderDay, renderMoment, renderTime } from './time.js'

/** What rows need to know of the whole page. */
export type Look = {
  readonly home: string
  readonly paint: (thread: string) => string
  readonly rule: Rule
}

/** As many characters of a command can be seen in a row, and more on a wide screen. */
const HEAD = 400

/** A row of the list as an element. */
export function makeRow(row: Row, look: Look): HTMLElement {
  switch (row.kind) {
    case 'day':
      return make('div', { class: 'row day' }, renderDay(row.item.ms))
    case 'thread':
      return makeThread(row.item, row.count, look)
    case 'change':
      return makeChange(row.item, row.change, look)
    case 'item':
      return makeItemRow(row, look)
  }
}

function makeThread({ entry }: Item, count: number, { paint }: Look): HTMLElement {
  const { thread = '', agent = '' } = entry.kind === 'command' ? entry : {}
  const name = make('strong', {}, show(thread || 'outside of any thread'))
  const size = make('span', { class: 'dim' }, `${count} ${count === 1 ? 'line' : 'lines'}`)
  return make('div', { class: `row thread ${paint(thread)}` }, name, show(agent), size)
}

function makeChange({ entry }: Item, change: Change, { paint }: Look): HTMLElement {
  const { project = '', thread = '' } = entry.kind === 'command' ? entry : {}
  const where = make(
    'span',
    { class: 'dim' },
    'environment of ',
    show(baseName(project)),
    ' changed',
  )
  return make('div', { class: `row change ${paint(thread)}` }, where, ...makeChips(change))
}

/** The names that a change touches, each with its sign, and the sign in words for who does not see it. */
export function makeChips({ differences }: Change): readonly HTMLElement[] {
  if (differences.length === 0) {
    return [make('span', { class: 'dim' }, 'values may differ: a plan is no longer known')]
  }
  return differences.map(({ name, kind }) => {
    const spoken = make('span', { class: 'spoken' }, `${kind}: `)
    const sign = make('span', { class: 'sign', 'aria-hidden': 'true' }, DIFFERENCES[kind])
    return make('span', { class: `chip ${kind}`, title: kind }, sign, spoken, show(name))
  })
}

function makeItemRow({ item, isContinued }: Row & { kind: 'item' }, look: Look): HTMLElement {
  const { entry, ms } = item
  if (entry.kind === 'command') return makeCommand(item, entry, isContinued, look)
  if (entry.kind === 'unreadable') {
    return make(
      'div',
      { class: 'row entry unreadable' },
      cell('time', ''),
      mark('unreadable'),
      cell('command', entry.text),
    )
  }
  const { time = '', gap = '', from = '', until = '', lines } = entry
  const count = lines === undefined ? 'lines may be missing' : `${lines} lines are missing`
  const span = `${count}, ${renderMoment(from)} to ${renderMoment(until)}`
  return make(
    'div',
    { class: 'row entry gap' },
    cell('time', renderTime(ms, time)),
    mark('gap'),
    cell('command', `${gap}: ${span}`),
  )
}

function makeCommand(
  item: Item,
  entry: PageCommand,
  isContinued: boolean,
  look: Look,
): HTMLElement {
  const { time, command, state = '', thread = '', call = '', route = '', sink = '' } = entry
  const who = make('span', { class: 'who' })
  if (thread !== '') who.append(make('span', { class: 'thread-id' }, show(shortenThread(thread))))
  if (call !== '') who.append(make('span', { class: 'call' }, isContinued ? '↳' : show(call)))
  return make(
    'div',
    { class: `row entry ${look.paint(thread)}${isContinued ? ' continued' : ''}` },
    cell('time', renderTime(item.ms, time)),
    mark(state),
    who,
    cell('route', `${route}${sink && `(${sink})`}`),
    cell('place', renderPlace(entry, look.home)),
    cell('command', command.length > HEAD ? `${command.slice(0, HEAD)}…` : command),
    makeNotes(item, entry, look.rule),
  )
}

function makeNotes(item: Item, entry: PageCommand, rule: Rule): HTMLElement {
  const { environment, end } = item
  const notes = make('span', { class: 'notes' })
  if (end) {
    const kind = end.exit === 0 ? 'ended' : 'problem'
    notes.append(make('span', { class: `note ${kind}` }, show(renderEnd(end))))
  }
  for (const kind of environment ? TOLD : []) {
    const number = countNames(item, kind)
    if (number === rule[kind]) continue
    notes.append(make('span', { class: `note ${kind}` }, `${number || 'none'} ${kind}`))
  }
  const { profileRestored = [], profileRemoved = [] } = entry
  if (profileRestored.length + profileRemoved.length > 0) {
    notes.append(make('span', { class: 'note profile' }, 'profile undone'))
  }
  if (entry.problem) notes.append(make('span', { class: 'note problem' }, 'problem'))
  return notes
}

function cell(kind: string, text: string): HTMLElement {
  return make('span', { class: kind }, show(text))
}

const STATES = new Set([
  ...['fresh', 'last-good', 'failed', 'untrusted', 'refused', 'none'],
  ...['gap', 'unreadable'],
])

/** A state of the log becomes a name of a class only where it is one of ours. */
function mark(state: string): HTMLElement {
  const known = STATES.has(state) ? state : 'unknown'
  return make('span', { class: `state state-${known}` }, show(state))
}

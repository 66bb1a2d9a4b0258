import type { PageCommand, PageEnvironment, PageName } from '../data.js'
import type { Change } from './change.js'
import { make, show } from './dom.js'
import { renderEnd } from './end.js'
import type { Item } from './item.js'
import { shortenHome } from './place.js'
import { makeChips } from './row.js'
import { renderMoment } from './time.js'

/** Everything that is known of an item, below each other. */
export function makeDetail(item: Item, change: Change | undefined, home: string): readonly Node[] {
  const { entry, end, environment } = item
  if (entry.kind === 'unreadable') {
    return [title('Unreadable'), note('Text in the log that is no record.'), text(entry.text)]
  }
  if (entry.kind === 'gap') {
    const { gap = '', from = '', until = '', lines, sink } = entry
    const facts = [
      ['from', renderMoment(from)],
      ['until', renderMoment(until)],
      ['lines lost', lines === undefined ? 'not known' : String(lines)],
      ['came through', sink],
    ] as const
    return [title(`Gap: ${gap}`), note('Lines may be missing from the log.'), list(facts)]
  }
  return [
    title('Command'),
    text(entry.command),
    ...(entry.bytes === undefined ? [] : [note(cutNote(entry))]),
    ...(entry.problem ? [make('p', { class: 'problem' }, show(entry.problem))] : []),
    list([...listFacts(entry, environment, home), ['ended', end && renderEnd(end)]]),
    ...(change ? [heading('Changed since the command before'), chips(change)] : []),
    heading('What was done to its environment'),
    ...(environment ? makeEnvironment(environment, home) : [note('Nothing: no project applied.')]),
    ...listProfile(entry),
  ]
}

function cutNote({ bytes }: PageCommand): string {
  return `This is the beginning; the whole command has ${bytes} bytes. A page made with --full holds it.`
}

type Fact = readonly [string, string | undefined]

function listFacts(
  entry: PageCommand,
  environment: PageEnvironment | undefined,
  home: string,
): readonly Fact[] {
  const { time, state, route, sink, shell, cwd, project, agent, thread, session, call } = entry
  return [
    ['time', `${renderMoment(time)} (${time})`],
    ['state', state],
    ['directory', cwd && shortenHome(cwd, home)],
    ['project', project && shortenHome(project, home)],
    ['plan', environment?.plan],
    ['agent', agent],
    ['thread', thread],
    ['session', session === thread ? undefined : session],
    ['tool call', call],
    ['route', [route, shell].filter(Boolean).join(', ')],
    ['came through', sink],
    ['process', [entry.pid, entry.ppid && `child of ${entry.ppid}`].filter(Boolean).join(', ')],
    ['started by', entry.starter],
    ['arguments', entry.argv?.join(' ')],
    ['overlays', environment?.overlays.join(', ')],
    ['wrapped in', environment?.wrap.join(' ')],
  ]
}

function makeEnvironment({ names, isCut }: PageEnvironment, home: string): readonly Node[] {
  if (names.length === 0) return [note('Nothing.')]
  const isTraced = names.some(({ from }) => from)
  const rows = names.map((one) => makeName(one, home))
  const titles = ['name', 'change', ...(isTraced ? ['asked for in'] : [])]
  const head = titles.map((one) => make('th', { scope: 'col' }, one))
  const table = make(
    'table',
    {},
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  )
  return [table, ...(isCut ? [note('There were more names: the line was too long.')] : [])]
}

function makeName({ name, change, from }: PageName, home: string): HTMLElement {
  const words = change === 'protected' ? 'left alone' : change
  return make(
    'tr',
    { class: change },
    make('th', { scope: 'row' }, show(name)),
    make('td', {}, words),
    ...(from ? [make('td', { class: 'dim' }, show(shortenHome(from, home)))] : []),
  )
}

function listProfile({ profileRestored = [], profileRemoved = [] }: PageCommand): readonly Node[] {
  if (profileRestored.length + profileRemoved.length === 0) return []
  const facts = [
    ['put right', profileRestored.join(' ')],
    ['dropped', profileRemoved.join(' ')],
  ] as const
  return [heading('What a login profile had changed'), list(facts)]
}

function list(facts: readonly Fact[]): HTMLElement {
  const given = facts.filter(([, value]) => value)
  return make(
    'dl',
    {},
    ...given.flatMap(([name, value = '']) => [make('dt', {}, name), make('dd', {}, show(value))]),
  )
}

function chips(change: Change): HTMLElement {
  return make('p', { class: 'chips' }, ...makeChips(change))
}

function title(words: string): HTMLElement {
  return make('h2', { id: 'detail-title' }, show(words))
}

function heading(words: string): HTMLElement {
  return make('h3', {}, words)
}

function note(words: string): HTMLElement {
  return make('p', { class: 'dim' }, words)
}

function text(all: string): HTMLElement {
  return make('pre', { tabindex: 0 }, show(all, { isMultiline: true }))
}

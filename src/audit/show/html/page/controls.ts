import { escapeControls } from '../../../../text/fold-lines.js'
import { find, make } from './dom.js'
import { type Filter, KINDS } from './filter.js'
import type { Item } from './item.js'
import { baseName } from './place.js'
import { shortenThread } from './thread.js'
import { renderField } from './time.js'

/** What the reader has chosen. */
export type Choice = { readonly filter: Filter; readonly byThread: boolean }

/** The form above the list. */
export type Controls = {
  readonly read: () => Choice
  readonly narrow: (from: number, until: number) => void
  readonly focusSearch: () => void
}

const FIELDS = ['project', 'thread', 'state', 'route'] as const

/** Fills the form with what the log holds, and with what the page's address asks for; `onChange` hears of every change. */
export function makeControls(items: readonly Item[], onChange: () => void): Controls {
  const form = find('filters', HTMLFormElement)
  const field = (name: string) => {
    const element = form.elements.namedItem(name)
    if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return element
    throw new Error(`page.html has no field ${name}`)
  }
  for (const name of FIELDS) fillSelect(field(name), listValues(items, name), name)
  for (const [kind, words] of Object.entries(KINDS)) field('kind').append(option(kind, words))
  restoreForm(form, field)
  const changed = () => {
    keepForm(form)
    onChange()
  }
  form.addEventListener('input', changed)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(changed))
  return {
    read: () => readForm(field),
    narrow: (from, until) => {
      field('from').value = renderField(from)
      field('until').value = renderField(until)
      changed()
    },
    focusSearch: () => field('text').focus(),
  }
}

type Field = (name: string) => HTMLInputElement | HTMLSelectElement

function readForm(field: Field): Choice {
  const value = (name: string) => field(name).value
  const until = Date.parse(value('until'))
  return {
    byThread: value('order') === 'thread',
    filter: {
      text: value('text'),
      project: value('project'),
      thread: value('thread'),
      state: value('state'),
      route: value('route'),
      kind: value('kind'),
      from: Date.parse(value('from')),
      // A field without fractions means the whole of its second.
      until: until + 999,
    },
  }
}

function listValues(items: readonly Item[], name: (typeof FIELDS)[number]): readonly string[] {
  const values = items.map(({ entry }) => (entry.kind === 'command' ? (entry[name] ?? '') : ''))
  return [...new Set(values)].filter(Boolean)
}

function fillSelect(select: HTMLElement, values: readonly string[], name: string): void {
  const label = (value: string) => labelValue(name, value, values)
  select.append(...values.map((value) => option(value, label(value))))
  select.closest('label')?.toggleAttribute('hidden', values.length < 2)
}

/** A project is called by its last part, and a thread by its end, unless another one is called so too. */
function labelValue(name: string, value: string, all: readonly string[]): string {
  const shorten = SHORTER[name]
  if (!shorten) return value
  const isAlone = all.filter((one) => shorten(one) === shorten(value)).length === 1
  return isAlone ? shorten(value) : value
}

const SHORTER: Readonly<Record<string, (value: string) => string>> = {
  project: baseName,
  thread: shortenThread,
}

function option(value: string, words: string): HTMLOptionElement {
  return make('option', { value }, escapeControls(words))
}

/** The address holds what was chosen, so that it can be passed on with the page. */
function keepForm(form: HTMLFormElement): void {
  const chosen = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  const hash = new URLSearchParams(chosen).toString()
  history.replaceState(null, '', `#${hash}`)
}

function restoreForm(form: HTMLFormElement, field: Field): void {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (form.elements.namedItem(name)) field(name).value = value
  }
}

import { escapeControls, HIDDEN } from '../../../../text/fold-lines.js'

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element of ours. Texts become text and never elements. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children)
  return element
}

/** The element of page.html that has this id. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id)
  if (element instanceof kind) return element
  throw new Error(`page.html has no ${kind.name} #${id}`)
}

const PARTS = new RegExp(`(${HIDDEN.source})`, 'u')

/** Text of the log: what would hide, or turn the direction of others, is written out and set off. */
export function show(text: string, { isMultiline = false } = {}): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const [index, part] of text.split(PARTS).entries()) {
    if (part === '') continue
    fragment.append(index % 2 ? make('span', { class: 'escape' }, escapeControls(part)) : part)
    if (isMultiline && part === '\n') fragment.append(part)
  }
  return fragment
}

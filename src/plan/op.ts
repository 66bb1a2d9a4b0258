import type { Template } from './expansion.js'

/** One change to the environment, and the line that asks for it (`file:line`). */
export type Op =
  | { readonly kind: 'set'; readonly name: string; readonly value: Template; readonly from: string }
  | Prepend
  | Append
  | Choose
  | { readonly kind: 'unset'; readonly name: string; readonly from: string }
  /** Set only where it is absent; of PATH, the entries that are absent. The value is plain text. */
  | {
      readonly kind: 'restore'
      readonly name: string
      readonly value: string
      readonly from: string
    }

/** Entries in front of a list. */
export type Prepend = {
  readonly kind: 'prepend'
  readonly name: string
  readonly entries: readonly Template[]
  readonly from: string
  /** Where the list has one of them already: `again` puts all in front unless the list begins with them, `never` leaves it where it is; otherwise it moves there. */
  readonly repeat?: 'again' | 'never'
  /** An empty list becomes one that ends with an empty element, which stands for the system's own folders (manpath(1)). */
  readonly open?: true
}

/** Entries behind a list. */
export type Append = {
  readonly kind: 'append'
  readonly name: string
  readonly entries: readonly Template[]
  readonly from: string
  /** Where the list has one of them already: `again` puts all behind unless the list ends with them; otherwise it stays where it is. */
  readonly repeat?: 'again'
  /** An empty list becomes one that begins with an empty element, which stands for the system's own folders. */
  readonly open?: true
}

/** What becomes of a variable in one case. */
export type Row =
  | { readonly kind: 'keep' }
  | { readonly kind: 'unset' }
  | { readonly kind: 'set'; readonly value: Template }

/**
 * A value in its fixed parts, with anything between two of them: `['/x:', '']` is whatever begins with `/x:`, `['1']` is exactly 1,
 * and `[]` is whatever is not empty.
 */
export type Match = { readonly name: string; readonly like: readonly string[] }

/**
 * A change that depends on whether the variable `on` (often the changed one itself) is unset, empty or holds something. A row
 * whose value extends the variable's own (listHeld) changes nothing where that begins and ends so already.
 */
export type Choose = {
  readonly kind: 'choose'
  readonly name: string
  readonly on: string
  readonly unset: Row
  readonly empty: Row
  readonly else: Row
  /** Nothing is changed where all matches of one of these lists hold: what the change would copy has been changed already. */
  readonly unless?: readonly (readonly Match[])[]
  readonly from: string
}

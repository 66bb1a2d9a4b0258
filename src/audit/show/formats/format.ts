import type { Form } from '../../../text/terminal.js'
import type { Entry } from '../../read/record.js'
import type { View } from '../render.js'

/** A way to print entries: one file each, listed in formats/index.ts. */
export type Format = {
  /** What it is where it is printed. */
  readonly form: Form
  /** What comes before the first entry. */
  readonly head: string
  /** An entry, with the newline that ends it. */
  readonly render: (entry: Entry, view: View) => string
}

import type { Op } from '../../plan/op.js'
import type { Mark } from './marks.js'

/** What a tool made of one variable: where nothing was set, where all was empty, and where marks stood for values. */
export type Seen = {
  readonly name: string
  readonly unset: string | undefined
  readonly empty: string | undefined
  readonly marked: string | undefined
}

/** What was learned of one variable; `open` says why it is not the whole answer. */
export type Learned = {
  readonly op?: Op
  readonly open?: 'derived' | 'other'
}

/** `again`: an entry is put there once more; `never`: it stays; `move`: it goes to the front. */
export type Repeat = 'again' | 'never' | 'move'

/** What all variables of one provider have in common. */
export type Ground = {
  readonly marks: readonly Mark[]
  readonly from: string
  /** What the tool does with an entry that is in a list already, as far as it is not seen in what became of the mark. */
  readonly repeat: (name: string) => Repeat | undefined
}

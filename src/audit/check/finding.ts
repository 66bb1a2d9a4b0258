/** What is wrong with a line; docs/audit.md says what each kind means. */
export type FindingKind =
  | 'torn'
  | 'foreign'
  | 'out-of-order'
  | 'doubled'
  | 'changed'
  | 'gone'
  | 'text-lost'
  | 'gap'
  | 'unreadable'

/** One finding, and where. */
export type Finding = {
  readonly file: string
  readonly line: number
  readonly kind: FindingKind
  readonly what: string
}

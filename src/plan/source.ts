/** A file as it was found: its exact text, or that it is absent, or why it cannot be used. */
export type Source =
  | { readonly kind: 'text'; readonly file: string; readonly text: string; readonly digest: string }
  | { readonly kind: 'absent'; readonly file: string }
  | {
      readonly kind: 'directory' | 'unreadable' | 'unusable'
      readonly file: string
      /** Where it is wrong, if that is one line. */
      readonly line?: number
      readonly what: string
      readonly remedy: string
    }

/** Text as man(7) takes it: nothing in it is a request or an escape, and a hyphen can be copied as one. */
export function quote(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/gm, '\\&$&')
}

/** A section under its heading. */
export function renderSection(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [`.SH ${title}`, ...lines] : []
}

/** A term and what it means, as in a list of options. */
export function renderItem(term: string, text: string): readonly string[] {
  return ['.TP', `.B ${quote(term)}`, quote(text)]
}

/** Lines that stay as they are, such as examples. */
export function renderLiteral(lines: readonly string[]): readonly string[] {
  return ['.RS 4', '.nf', ...lines.map(quote), '.fi', '.RE']
}

/** The first line of a page; what has blanks in it is quoted. */
export function renderTitle({
  name,
  section,
  date,
  source,
}: {
  readonly name: string
  readonly section: Section
  readonly date: string
  readonly source: string
}): string {
  return `.TH ${quote(name.toUpperCase())} ${section} "${date}" "${quote(source)}" "${SECTIONS[section]}"`
}

const SECTIONS = { 1: 'User Commands', 5: 'File Formats' } as const

/** A section of the manual. */
export type Section = keyof typeof SECTIONS

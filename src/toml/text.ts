/** A stretch of text, by offsets: from the first up to, not including, the second. */
export type Range = readonly [number, number]

/** What this program writes into a TOML file. */
export type TomlLeaf = string | boolean

/** Puts other text in the place of a range. */
export function splice(text: string, [start, end]: Range, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  if (feed < 0) return text.length
  return text[feed - 1] === '\r' && feed > offset ? feed - 1 : feed
}

/** Where the line after an offset begins. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  return feed < 0 ? text.length : feed + 1
}

/** The white space a line begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? ''
}

/** The line break this text uses. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Writes a value as TOML: a basic string is a JSON string but for DEL. */
export function renderLeaf(value: TomlLeaf): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f')
}

/** Writes a dotted key, quoted where it must be. */
export function renderKey(path: readonly string[]): string {
  return path.map((key) => (/^[\w-]+$/.test(key) ? key : renderLeaf(key))).join('.')
}

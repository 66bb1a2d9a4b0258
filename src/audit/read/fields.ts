/** A member of a line where it is a text. */
export function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A member of a line where it is a number. */
export function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

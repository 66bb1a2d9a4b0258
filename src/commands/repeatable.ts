/** For an option that may be given more than once. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}

/** The values of such an option. */
export function readList(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : []
}

import stripJsonComments from 'strip-json-comments'

/** A JSON object, or undefined where the text is anything else. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The same of JSON with comments and trailing commas, as VS Code writes it. */
export function parseCommentedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  return parseJsonObject(stripJsonComments(text, { trailingCommas: true }))
}

/** The value itself if it is an object with keys. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
}

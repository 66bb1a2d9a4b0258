import { parse } from 'smol-toml'
import { asObject } from './json.js'

/** A TOML document as an object, or undefined where the text is something else. */
export function parseTomlObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(parse(text))
  } catch {
    return undefined
  }
}

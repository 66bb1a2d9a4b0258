import { readdirSync } from 'node:fs'

/** The names in a folder; none where it cannot be read. */
export function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

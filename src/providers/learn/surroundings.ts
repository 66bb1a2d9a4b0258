import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The most that is read of a file, and the most files that are looked at. */
const MAX_TEXT = 256 * 1024
const MAX_FILES = 40

/** The texts of files, and of the scripts of the project that they name: what they read decides what is worth a probe. */
export function readTexts(root: string, files: readonly string[]): readonly string[] {
  const texts = new Map<string, string>()
  const queue = [...new Set(files)]
  for (const file of queue) {
    if (texts.size >= MAX_FILES) break
    const text = readText(file)
    if (text === undefined || texts.has(file)) continue
    texts.set(file, text)
    queue.push(...listNamed(root, text))
  }
  return [...texts.values()]
}

function listNamed(root: string, text: string): readonly string[] {
  const words = text.match(/(?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*/g) ?? []
  return [...new Set(words)]
    .filter((word) => word.includes('/') || /\.(?:sh|bash|env|py|js|mjs|rb|pl)$/.test(word))
    .map((word) => resolve(root, word))
    .filter((file) => file.startsWith(`${root}/`))
}

function readText(file: string): string | undefined {
  try {
    const stat = statSync(file)
    if (!stat.isFile() || stat.size > MAX_TEXT) return undefined
    const bytes = readFileSync(file)
    return bytes.includes(0) ? undefined : bytes.toString()
  } catch {
    // What cannot be read says nothing.
    return undefined
  }
}

/** Where tools keep what they make, whatever they were asked with. */
const TOOLS_OWN = new Set(
  '.direnv .devbox .devenv .git .venv venv env node_modules .mise .nix'.split(' '),
)
const MAX_ENTRIES = 2000

/** Has something been written below a folder, two floors deep, since then? The clock of files lags a little. */
export function wroteBelow(root: string, since: number): boolean {
  let left = MAX_ENTRIES
  const isNew = (path: string) => {
    left -= 1
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat?.isFile() === true && stat.ctimeMs >= since - 4
  }
  const look = (folder: string, depth: number): boolean =>
    list(folder).some((entry) => {
      if (left <= 0 || TOOLS_OWN.has(entry.name)) return false
      const path = join(folder, entry.name)
      return entry.isDirectory() ? depth > 0 && look(path, depth - 1) : isNew(path)
    })
  return look(root, 1)
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

import { mkdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { guard } from '../files/own-file.js'
import { ShimError } from '../system/errors.js'
import { nameError } from '../system/system-error.js'

/** A file of an agent's own as it was read; no `text` where there is none. */
export type Config = {
  readonly path: string
  /** The file itself, where `path` is a link to it (dotfiles). */
  readonly target: string
  readonly text: string | undefined
}

/** Reads an agent's file, UTF-8 with or without a byte order mark; refuses one that cannot be read. */
export function readConfigFile(path: string): Config {
  const target = followLink(path)
  return { path, target, text: readText(path, target) }
}

/** Puts a text in the file's place, whole or not at all, or removes the file; unless somebody else was faster. */
export async function writeConfig(config: Config, text: string | undefined): Promise<void> {
  const { path, target } = config
  if (readText(path, target) !== config.text) {
    throw new ShimError('bad-config', 'changed while it was being worked on', {
      place: { file: path },
      remedy: 'nothing was written; run it again',
    })
  }
  await guard(target, async () => {
    if (text === undefined) return rmSync(target)
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    // Mode and owner of a file that is there are kept.
    await writeFileAtomic(target, text, config.text === undefined ? { mode: 0o600 } : {})
  })
}

/** Where a path leads, even if nothing is there yet. */
function followLink(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    try {
      return resolve(dirname(path), readlinkSync(path))
    } catch {
      return path
    }
  }
}

function readText(path: string, target: string): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return decoder.decode(readFileSync(target))
  } catch (error) {
    const code = nameError(error)
    if (code === 'ENOENT') return undefined
    const what = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : `${code}`
    throw new ShimError('bad-config', `cannot be read (${what})`, {
      place: { file: path },
      remedy: 'mend it first; it was left untouched',
    })
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../environment.js'

/** A value that stands for the agent's own while a tool is asked, and that is known again in what the tool makes of it. */
export type Mark = {
  readonly name: string
  readonly value: string
  /** What is left of it where a tool took it apart: no plain value holds one of these. */
  readonly tokens: readonly string[]
  /** Where it is a list, its first entry; where it is a folder, its name and the folder above it. */
  readonly first?: string
  readonly lastName?: string
  readonly folder?: string
}

/** Lists that people extend. */
export const LISTS: ReadonlySet<string> = new Set(
  `LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH
PKG_CONFIG_PATH CMAKE_PREFIX_PATH ACLOCAL_PATH PYTHONPATH PERL5LIB NODE_PATH CLASSPATH MANPATH INFOPATH`.split(
    /\s+/,
  ),
)

const LIST = /(?:PATH|DIRS|_LIBS?|^LIBS)$/
const WORDS = /(?:FLAGS|OPTS|OPTIONS|ARGS)$/
const FOLDER = /(?:HOME|DIR|ROOT|PREFIX|FOLDER)$/
const NUMBER = /(?:PORT|JOBS|THREADS|COUNT|LEVEL|TIMEOUT)$/

/** Names a value's shape by what the tool gives where nothing is set, or by the name. */
function chooseShape(name: string, given: string | undefined) {
  const isFilled = given !== undefined && given.trim() !== ''
  if (LISTS.has(name) || (LIST.test(name) && (!isFilled || given.includes('/')))) return 'list'
  if (WORDS.test(name)) return 'words'
  if (isFilled) {
    if (/^-?\d+$/.test(given)) return 'number'
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) return 'address'
    if (/^\s*-\w/.test(given)) return 'words'
    if (/^\/[^:]*:\//.test(given)) return 'list'
    if (given.startsWith('/')) return 'folder'
    return 'word'
  }
  if (FOLDER.test(name)) return 'folder'
  return NUMBER.test(name) ? 'number' : 'word'
}

/**
 * Makes a mark for each name, in the shape of what the tool gives where nothing is set (`given`), so that a script that calculates,
 * looks for a folder or takes a list apart finds what it expects. `held` puts what the tool adds to a list amid the mark, so that
 * what it does with an entry that is there already can be seen. Folders are made below `place`.
 */
export function makeMarks(
  names: readonly string[],
  given: Environment,
  { place, held }: { readonly place: string; readonly held: boolean },
): readonly Mark[] {
  return names.map((name, index) => {
    const token = `m${String(index).padStart(3, '0')}k`
    switch (chooseShape(name, given[name])) {
      case 'list':
        return makeList(name, token, place, held ? trimList(given[name]) : '')
      case 'words': {
        const [front, behind] = [`-D${token}a`, `-D${token}b`]
        const amid = held ? (given[name] ?? '').trim() : ''
        const value = [front, ...(amid ? [amid] : []), behind].join(' ')
        return { name, value, tokens: [`${token}a`, `${token}b`] }
      }
      case 'number':
        return { name, value: String(41_017 + index * 7), tokens: [] }
      case 'address': {
        const scheme = /^[^:]*/.exec(given[name] ?? '')?.[0] ?? 'http'
        return { name, value: `${scheme}://${token}.invalid/${token}`, tokens: [token] }
      }
      case 'folder': {
        const folder = join(place, name)
        const value = makeFolder(join(folder, token))
        return { name, value, tokens: [token], lastName: token, folder }
      }
      default:
        return { name, value: token, tokens: [token] }
    }
  })
}

/** PATH's mark: the base's folders stay between two of ours, so that programs are found. */
export function markPath(base: string, added: string, place: string, held: boolean): Mark {
  const middle = [...(held && added ? [added] : []), base].join(':')
  return makeList('PATH', 'm-path-k', place, middle)
}

function makeList(name: string, token: string, place: string, amid: string): Mark {
  const [front, behind] = ['a', 'b'].map((end) => makeFolder(join(place, name, `${token}${end}`)))
  const value = [front, ...(amid ? [amid] : []), behind].join(':')
  return { name, value, tokens: [`${token}a`, `${token}b`], first: front ?? '' }
}

/** A folder that is there, unless nothing can be written: then it is a mark all the same. */
function makeFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch {
    // A tool that looks for it finds nothing.
  }
  return path
}

function trimList(value = ''): string {
  return value.replace(/^:+|:+$/g, '')
}

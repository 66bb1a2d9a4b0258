import { countSlips } from '../../text/nearest.js'
import { type Entry, nameEntry } from '../ini/entries.js'
import type { Suspicion } from '../warning.js'

/** Names that are others than they look. */
export const NAME_SUSPICIONS: readonly Suspicion[] = [findMisspelt, findMisplaced]

/** Names that programs look for, and people type from memory. */
const WELL_KNOWN =
  `LD_LIBRARY_PATH LD_PRELOAD DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH DYLD_INSERT_LIBRARIES
  LIBRARY_PATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH PKG_CONFIG_PATH CMAKE_PREFIX_PATH PYTHONPATH PYTHONHOME NODE_PATH NODE_OPTIONS
  JAVA_HOME CLASSPATH XDG_DATA_DIRS XDG_CONFIG_DIRS MANPATH GI_TYPELIB_PATH TERMINFO_DIRS CUDA_HOME CUDA_PATH CUDA_VISIBLE_DEVICES
  OMP_NUM_THREADS MKL_NUM_THREADS OPENBLAS_NUM_THREADS VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV CARGO_HOME RUSTFLAGS
  CFLAGS CXXFLAGS LDFLAGS CPPFLAGS MAKEFLAGS`.split(/\s+/)

/** One slip away from a name that is long enough for that to be no accident, or the same but for case. */
function findMisspelt(entry: Entry) {
  const name = nameVariable(entry)
  if (name === undefined || WELL_KNOWN.includes(name)) return undefined
  if (/^path$/i.test(name) && name !== 'PATH') return explain(entry, name, 'PATH')
  const meant = WELL_KNOWN.find(
    (known) =>
      known.length >= 7 &&
      (known === name.toUpperCase() || (countSlips(name, known) === 1 && name.length >= 7)),
  )
  return meant ? explain(entry, name, meant) : undefined
}

function explain(entry: Entry, name: string, meant: string) {
  return {
    what: `${nameEntry(entry)}: ${name} is another variable than ${meant}`,
    remedy: `did you mean ${meant}?`,
  }
}

/** The variable that an entry is about, where it is about one. */
function nameVariable({ section, key, value }: Entry): string | undefined {
  if (section === 'env' || section === 'path' || section === 'append') return key
  if (section === 'unset' || section === 'restore') return value
  return undefined
}

/** Keys of ours that are variables where they stand. */
const KEYS: Readonly<Record<string, string>> = {
  login: '[shell]',
  inherit: '[project]',
  on_error: '[plan] of your config.ini',
}

function findMisplaced(entry: Entry) {
  const home = entry.section === 'env' ? KEYS[entry.key] : undefined
  if (!home) return undefined
  return {
    what: `${nameEntry(entry)} sets a variable called ${entry.key}`,
    remedy: `the setting belongs under ${home}`,
  }
}

import { classifyName } from '../../variables/name-class.js'
import { type Entry, nameEntry } from '../ini/entries.js'
import type { Suspicion } from '../warning.js'

/** Several entries where there is one, and entries that stand where they mean something else. */
export const LIST_SUSPICIONS: readonly Suspicion[] = [
  findSeveral,
  findWords,
  findTrailingComma,
  findRelative,
]

const ALONE = "one entry a line, or, if it is one, put it in '…'"

/** Of a path, a comma or a blank before what looks like another one. */
function findSeveral(entry: Entry) {
  if (entry.section !== 'path' && entry.section !== 'append') return undefined
  const isSeveral = /,\s|,$|[,;\s](?:\.{0,2}\/|~|\$)/.test(entry.value)
  if (!isSeveral) return undefined
  return { what: `${nameEntry(entry)}: this is one entry, all of it`, remedy: `write ${ALONE}` }
}

const LINES = new Set(['run', 'source'])

/** A value for a provider, or the program of a command line, with blanks in it. */
function findWords(entry: Entry) {
  const isWord = entry.section === 'providers' || entry.section === 'wrap'
  // These are whole command lines.
  if (entry.section === 'providers' && LINES.has(entry.key)) return undefined
  const isProgram = /^[\w./-]+\s+\S/.test(entry.value)
  if (!isWord || entry.key === 'use' || !isProgram) return undefined
  // A later word of a command line may be a script.
  if ((entry.section === 'wrap' || entry.key === 'command') && !/^\S+\s+-/.test(entry.value)) {
    return undefined
  }
  return { what: `${nameEntry(entry)}: this is one word, all of it`, remedy: `write ${ALONE}` }
}

/** As lists of other formats end. */
function findTrailingComma(entry: Entry) {
  if (entry.section !== 'env' || entry.quote !== '' || !/[^,],$/.test(entry.value)) return undefined
  const what = `${nameEntry(entry)}: the comma at the end belongs to the value`
  return { what, remedy: "take it out, or, if it is meant, put the value in '…'" }
}

/** Under [env] nothing is relative to the project. */
function findRelative(entry: Entry) {
  if (entry.section !== 'env' || classifyName(entry.key) !== 'search path') return undefined
  const isRelative = entry.value.split(':').some((one) => /^\.{1,2}(?:\/|$)/.test(one))
  if (!isRelative) return undefined
  return {
    what: `${nameEntry(entry)}: a relative folder is looked for in the working directory of each command`,
    remedy: `write ${entry.key}[] = … under [path], which is relative to the project, or \${PROJECT_ROOT}/…`,
  }
}

import { type Entry, nameEntry, rejectEntry } from '../declaration/ini/entries.js'
import { requireShape } from '../declaration/ini/layer.js'
import { SECURE_MODES, type SecureMode } from '../plan/modes.js'

/** What the user wants of secure mode; the section [secure] of config.ini. */
export type SecureSettings = {
  readonly mode: SecureMode
  /** Folders in which the user trusts whoever can write there. */
  readonly folders: readonly string[]
}

/** Parses the section; what is not there has its default. */
export function parseSecure(entries: readonly Entry[]): SecureSettings {
  const own = entries.filter(({ section }) => section === 'secure')
  const unknown = own.find(({ key }) => key !== 'mode' && key !== 'folders')
  if (unknown) rejectEntry(unknown, `unknown key ${nameEntry(unknown)}`, 'expected mode or folders')
  const mode = own.find(({ key }) => key === 'mode')
  return {
    mode: mode ? parseMode(mode) : 'default',
    folders: own.filter(({ key }) => key === 'folders').map(parseFolder),
  }
}

function parseMode(entry: Entry): SecureMode {
  requireShape(entry, 'single')
  const mode = SECURE_MODES.find((one) => one === entry.value)
  return mode ?? reject(entry, SECURE_MODES.join(', '))
}

function parseFolder(entry: Entry): string {
  requireShape(entry, 'list')
  const folder = entry.value.replace(/(?<=.)\/+$/, '')
  return /^\/(?!.*(?:^|\/)\.\.?(?:\/|$))/.test(folder) ? folder : reject(entry, 'an absolute path')
}

function reject(entry: Entry, expected: string): never {
  const found = `${nameEntry(entry)}: ${JSON.stringify(entry.value)}`
  return rejectEntry(entry, found, `expected ${expected}`)
}

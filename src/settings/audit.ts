import { type Entry, nameEntry, rejectEntry } from '../declaration/ini/entries.js'
import { requireShape } from '../declaration/ini/layer.js'

/** What the user wants of the log; the section [audit] of config.ini. */
export type AuditSettings = {
  /** Must a command that cannot be recorded be refused? */
  readonly required: boolean
  /** Does a second line say how a command ended? */
  readonly exit: boolean
  /** A log of more bytes is rotated. */
  readonly maxBytes: number
  /** How many rotated logs are kept. */
  readonly keep: number
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** Parses the section; what is not there has its default. */
export function parseAudit(entries: readonly Entry[]): AuditSettings {
  const own = entries.filter(({ section }) => section === 'audit')
  const known = { required: parseFlag, exit: parseFlag, max_size: parseSize, keep: parseKeep }
  const unknown = own.find(({ key }) => !Object.hasOwn(known, key))
  if (unknown) {
    rejectEntry(
      unknown,
      `unknown key ${nameEntry(unknown)}`,
      'expected required, exit, max_size or keep',
    )
  }
  const find = (key: string) => own.find((entry) => entry.key === key)
  return {
    required: parseFlag(find('required')) ?? false,
    exit: parseFlag(find('exit')) ?? false,
    maxBytes: parseSize(find('max_size')) ?? Infinity,
    keep: parseKeep(find('keep')) ?? 8,
  }
}

function parseFlag(entry: Entry | undefined): boolean | undefined {
  if (!entry) return undefined
  requireShape(entry, 'single')
  if (entry.value === 'true' || entry.value === 'false') return entry.value === 'true'
  return reject(entry, 'true or false')
}

function parseSize(entry: Entry | undefined): number | undefined {
  if (!entry) return undefined
  requireShape(entry, 'single')
  const [, digits, unit = ''] = /^(\d{1,12})([kmg]?)$/i.exec(entry.value) ?? []
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? 1)
  return bytes >= 4096 ? bytes : reject(entry, 'a size such as 64M, at least 4k')
}

function parseKeep(entry: Entry | undefined): number | undefined {
  if (!entry) return undefined
  requireShape(entry, 'single')
  return /^[1-9]\d{0,3}$/.test(entry.value) ? Number(entry.value) : reject(entry, 'a number from 1')
}

function reject(entry: Entry, expected: string): never {
  const found = `${nameEntry(entry)}: ${JSON.stringify(entry.value)}`
  return rejectEntry(entry, found, `expected ${expected}`)
}

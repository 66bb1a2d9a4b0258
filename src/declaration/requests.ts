import { findProvider, PROVIDER_NAMES } from '../providers/index.js'
import type { Request } from '../providers/provider.js'
import { isNamePattern } from '../variables/name-pattern.js'
import { type Entry, nameEntry, rejectEntry } from './ini/entries.js'
import { attemptEach, type Faults } from './ini/faults.js'
import { requireShape } from './ini/layer.js'
import { suggestWord } from './ini/remedies.js'

/**
 * Parses [providers]: `use[] = NAME` asks for a provider, `NAME[] = ...` gives it a value and asks for it too. Their order is that
 * of the first line which names each. What is wrong is kept in `faults`.
 */
export function parseRequests(
  entries: readonly Entry[],
  root: string,
  faults: Faults,
): readonly Request[] {
  const requests = new Map<string, Request>()
  const own = entries.filter(({ section }) => section === 'providers')
  const once = own.filter(isProbe).length > 0 ? { once: true as const } : {}
  const options = own.filter(({ key }) => isOption(key))
  const asking = own.filter((entry) => !options.includes(entry) && entry.key !== 'probe')
  const asked = attemptEach(faults, asking, (entry) => ({
    entry,
    provider: requireProvider(entry),
  }))
  for (const { entry, provider } of asked) {
    const request = requests.get(provider) ?? {
      provider,
      args: [],
      root,
      place: entry.place,
      ...once,
    }
    const args = entry.key === 'use' ? request.args : [...request.args, entry.value]
    requests.set(provider, { ...request, args })
  }
  const named = attemptEach(faults, [...requests.values()], requireArgs)
  const wanted = attemptEach(faults, options, (entry) => requireOption(entry, named))
  const list = (key: string) => wanted.filter((one) => one.key === key).map(({ value }) => value)
  const added = { pass: list('pass'), watched: list('watch') }
  return named.map((one) =>
    wanted.length > 0 && OPEN.has(one.provider) ? { ...one, ...added } : one,
  )
}

/** Providers that run whatever the declaration says: only it knows what that reads. */
const OPEN = new Set(['command', 'source', 'run'])

function isOption(key: string): boolean {
  return key === 'pass' || key === 'watch'
}

/** `pass[]` names variables, and `watch[]` files, for all that the declaration runs. */
function requireOption(entry: Entry, requests: readonly Request[]): Entry {
  requireShape(entry, 'list')
  if (entry.key === 'pass' && (!isNamePattern(entry.value) || entry.value.includes('*')))
    rejectEntry(entry, `${JSON.stringify(entry.value)} is not a variable name`, 'expected a NAME')
  if (requests.some(({ provider }) => OPEN.has(provider))) return entry
  const what = `${entry.key}[] has nothing to count for`
  return rejectEntry(entry, what, 'expected command, source or run beside it')
}

/** `probe = once`: what runs something is started only once, however much its files read. */
function isProbe(entry: Entry): boolean {
  if (entry.key !== 'probe') return false
  requireShape(entry, 'single')
  if (entry.value === 'once') return true
  const found = `${nameEntry(entry)}: ${JSON.stringify(entry.value)}`
  return rejectEntry(entry, found, 'expected once')
}

function requireProvider(entry: Entry): string {
  const name = entry.key === 'use' ? entry.value : entry.key
  // `direnv = true`: the key is right, and so is the wish.
  if (!entry.list && findProvider(entry.key)) {
    rejectEntry(entry, `${nameEntry(entry)} is of the wrong type`, suggestRequest(entry.key))
  }
  requireShape(entry, 'list')
  const found = findProvider(name)
  if (!found) {
    const what =
      entry.key === 'use'
        ? `no provider ${JSON.stringify(name)}`
        : `unknown key ${nameEntry(entry)}`
    rejectEntry(entry, what, suggestProvider(name))
  }
  if (entry.key !== 'use' && !found.takes)
    rejectEntry(entry, `${name} takes no value`, `expected use[] = ${name}`)
  if (entry.key !== 'use' && entry.value === '')
    rejectEntry(entry, `${nameEntry(entry)} is empty`, `expected ${found.takes}`)
  return name
}

/** Names by which people know what a provider of ours does. */
const ALIASES: Readonly<Record<string, string>> = {
  '.env': 'dotenv[] = .env',
  env: 'dotenv[] = .env',
  '.venv': 'use[] = venv',
  virtualenv: 'use[] = venv',
  pip: 'use[] = venv',
  flake: 'use[] = nix',
  flakes: 'use[] = nix',
  lmod: 'modules[] = NAME',
  module: 'modules[] = NAME',
  rtx: 'use[] = mise',
  mamba: 'conda[] = NAME',
  micromamba: 'conda[] = NAME',
  miniconda: 'conda[] = NAME',
  anaconda: 'conda[] = NAME',
}

function suggestProvider(name: string): string {
  const all = `expected one of ${PROVIDER_NAMES.join(' ')}`
  const several = name.split(/[\s,;]+/).filter(Boolean)
  if (several.length > 1 && several.every((one) => findProvider(one)))
    return 'write one name a line'
  const alias = ALIASES[name.toLowerCase()]
  return alias ? `write ${alias}; ${all}` : suggestWord(name, PROVIDER_NAMES)
}

function suggestRequest(name: string): string {
  const takes = findProvider(name)?.takes
  return takes ? `expected use[] = ${name}, or ${name}[] = ${takes}` : `expected use[] = ${name}`
}

function requireArgs(request: Request): Request {
  const { provider, args, place } = request
  const found = findProvider(provider)
  if (!found?.needs || args.length > 0) return request
  const entry: Entry = {
    section: 'providers',
    key: 'use',
    list: true,
    value: provider,
    quote: '',
    place: { ...place, line: place.line ?? 0 },
  }
  return rejectEntry(entry, `${provider} needs a value`, `add ${provider}[] = ${found.takes}`)
}

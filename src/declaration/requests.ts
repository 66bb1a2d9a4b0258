import { findProvider, PROVIDER_NAMES } from '../providers/index.js'
import type { Request } from '../providers/provider.js'
import { type Entry, nameEntry, rejectEntry } from './ini/entries.js'
import { requireShape } from './ini/layer.js'

/**
 * Parses [providers]: `use[] = NAME` asks for a provider, `NAME[] = ...` gives it a value and asks for it too. Their order is that
 * of the first line which names each.
 */
export function parseRequests(entries: readonly Entry[], root: string): readonly Request[] {
  const requests = new Map<string, Request>()
  for (const entry of entries.filter(({ section }) => section === 'providers')) {
    requireShape(entry, 'list')
    const provider = requireProvider(entry)
    const request = requests.get(provider) ?? { provider, args: [], root, place: entry.place }
    const args = entry.key === 'use' ? request.args : [...request.args, entry.value]
    requests.set(provider, { ...request, args })
  }
  return [...requests.values()].map(requireArgs)
}

function requireProvider(entry: Entry): string {
  const name = entry.key === 'use' ? entry.value : entry.key
  const found = findProvider(name)
  if (!found) {
    const what =
      entry.key === 'use'
        ? `no provider ${JSON.stringify(name)}`
        : `unknown key ${nameEntry(entry)}`
    rejectEntry(entry, what, `expected one of ${PROVIDER_NAMES.join(' ')}`)
  }
  if (entry.key !== 'use' && !found.takes)
    rejectEntry(entry, `${name} takes no value`, `expected use[] = ${name}`)
  if (entry.key !== 'use' && entry.value === '')
    rejectEntry(entry, `${nameEntry(entry)} is empty`, `expected ${found.takes}`)
  return name
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
    place: { ...place, line: place.line ?? 0 },
  }
  return rejectEntry(entry, `${provider} needs a value`, `add ${provider}[] = ${found.takes}`)
}

import { createReadStream, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { listFolder } from '../../files/folder.js'

/** A log that was rotated away. */
export type RotatedLog = { readonly path: string; readonly isCompressed: boolean }

/** As our own rotation and logrotate name it: numbered (1 is the newest), or dated (`dateext`). */
const SUFFIX = /^(?:\.(?<number>\d{1,6})|-(?<date>\d{8}(?:-?\d{1,10})?))(?<gz>\.gz)?$/

/**
 * The rotated logs beside `log`, the oldest first; not the one that is open as `current` under its old name, nor what is just
 * being compressed.
 */
export function listRotated(
  log: string,
  current?: { readonly ino: number },
): readonly RotatedLog[] {
  const names = listFolder(dirname(log))
  return names
    .filter((name) => !names.includes(name.replace(/\.gz$/, '')) || !name.endsWith('.gz'))
    .flatMap((name) => parseName(log, name))
    .toSorted((a, b) => compare(a.rank, b.rank))
    .filter(({ path }) => statSync(path, { throwIfNoEntry: false })?.ino !== current?.ino)
    .map(({ path, isCompressed }) => ({ path, isCompressed }))
}

/** How many bytes the log has with all that was rotated away, each as it is on the disk. */
export function measureLogs(log: string): number {
  const files = [log, ...listRotated(log).map(({ path }) => path)]
  return files.reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

/** The bytes of a rotated log, block by block. */
export async function* readRotated({ path, isCompressed }: RotatedLog): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 64 * 1024 })
  const bytes = isCompressed ? file.pipe((await import('node:zlib')).createGunzip()) : file
  file.on('error', (error) => bytes.destroy(error))
  for await (const block of bytes) yield block
}

type Rank = readonly [number, string]

/** Dated ones come first, as they stand; the higher a number the older it is. */
function parseName(log: string, name: string) {
  if (!name.startsWith(basename(log))) return []
  const { number, date, gz } = SUFFIX.exec(name.slice(basename(log).length))?.groups ?? {}
  if (number === undefined && date === undefined) return []
  const rank: Rank = date === undefined ? [1_000_000 - Number(number), ''] : [0, date]
  return [{ path: join(dirname(log), name), isCompressed: gz !== undefined, rank }]
}

function compare([number, date]: Rank, [otherNumber, otherDate]: Rank): number {
  return number - otherNumber || (date < otherDate ? -1 : date > otherDate ? 1 : 0)
}

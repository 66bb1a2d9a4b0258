import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps the newest `limit` files of a folder; the others go. */
export function dropOldest(folder: string, limit: number): void {
  const names = readdirSync(folder)
  if (names.length <= limit) return
  const byAge = names
    .map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => one.time - other.time)
  for (const { file } of byAge.slice(0, names.length - limit)) rmSync(file, { force: true })
}

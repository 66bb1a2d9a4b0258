import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { listFolder } from '../files/folder.js'
import { type Finding, ok, type Patient, warn } from './check.js'

/** Libraries that nearly every program loads: another copy of one, found first, breaks programs that have nothing to do with it. */
const COMMON = /^lib(?:stdc\+\+|gcc_s|z|ssl|crypto|tinfo|curl|sqlite3|c|pthread|m)\.so(?:\.|$)/

/** Would LD_LIBRARY_PATH put other copies of common libraries before the system's? */
export async function checkShadows({ effective }: Patient): Promise<Finding> {
  const folders = listFolders(effective.after)
  if (folders.length === 0) return ok('LD_LIBRARY_PATH is not set')
  const cached = await readCache()
  const shadows = folders.flatMap((folder) =>
    listFolder(folder)
      .filter((name) => COMMON.test(name))
      .flatMap((name) => {
        const own = cached.get(name)
        const other = join(folder, name)
        return own && !isSame(own, other) ? [`${other} would load in place of ${own}`] : []
      }),
  )
  if (shadows.length === 0) return ok(`${folders.length} folders, none shadows a common library`)
  return warn(shadows, 'name a folder that holds only what the project needs')
}

const FAST = /openblas|mkl|blis|atlas|flexiblas/i

/** Which BLAS would load, and is there a faster one? */
export async function checkBlas({ effective }: Patient): Promise<Finding> {
  const cached = await readCache()
  const name = 'libblas.so.3'
  const folders = listFolders(effective.after)
  const found = folders.map((folder) => join(folder, name)).find((file) => resolvePath(file))
  const file = resolvePath(found ?? cached.get(name) ?? '')
  if (!file) return ok('no system BLAS is installed')
  if (FAST.test(file)) return ok(`${name} is ${file}`)
  const evidence = [`${name} is ${file}, the reference one`]
  const faster = findFaster(dirname(cached.get(name) ?? file), name)
  if (!faster) return ok(...evidence, 'no faster one is installed')
  return warn([...evidence, `${faster} is faster`], `[path] LD_LIBRARY_PATH[] = ${dirname(faster)}`)
}

/** Debian keeps each implementation in a folder of its own beside the one that is chosen. */
function findFaster(folder: string, name: string): string | undefined {
  return listFolder(folder)
    .filter((one) => FAST.test(one))
    .map((one) => join(folder, one, name))
    .find((file) => resolvePath(file))
}

function listFolders(environment: Readonly<Record<string, string>>): readonly string[] {
  return (environment['LD_LIBRARY_PATH'] ?? '').split(':').filter((one) => one.startsWith('/'))
}

/** What the loader finds without LD_LIBRARY_PATH, by name: ldconfig(8) prints `NAME (…) => FILE`. */
async function readCache(): Promise<ReadonlyMap<string, string>> {
  const { stdout = '' } = await execa('/sbin/ldconfig', ['-p'], { reject: false, stdin: 'ignore' })
  const entries = stdout.split('\n').flatMap((line): readonly (readonly [string, string])[] => {
    const match = /^\s+(\S+) \(.*\) => (\S+)$/.exec(line)
    return match?.[1] && match[2] ? [[match[1], match[2]]] : []
  })
  return new Map(entries.reverse())
}

function isSame(one: string, other: string): boolean {
  return resolvePath(one) === resolvePath(other)
}

function resolvePath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch {
    return undefined
  }
}

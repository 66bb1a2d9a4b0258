import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { locatePlan } from '../src/plan/place.js'
import { DECLARATION, PLAN_FILES } from '../src/system/names.js'
import type { World } from '../src/system/world.js'

/** A directory of this test's own, gone when it ends; its path is canonical. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codex-env-shim-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A user with nothing stored yet, in a directory of this test's own; the project is `cwd`. */
export function makeWorld(env: World['env'] = {}): World {
  const home = makeFolder()
  const cwd = join(home, 'project')
  mkdirSync(cwd)
  const of = (name: string) => join(home, name, 'codex-env-shim')
  const places = {
    data: of('data'),
    config: of('config'),
    state: of('state'),
    cache: of('cache'),
  }
  const uid = process.getuid?.() ?? -1
  const host = 'testhost'
  return {
    env,
    cwd,
    home,
    places,
    uid,
    host,
    now: new Date(0),
    stdoutIsTerminal: false,
    tell: () => {},
  }
}

/** Writes the declaration of a project; answers its path. */
export function declare(root: string, text: string | Buffer): string {
  return write(join(root, DECLARATION), text)
}

/** Writes a file and the directories it needs; answers its path. */
export function write(file: string, text: string | Buffer): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Where the shells look for the plan of a project. */
export function planFile(world: World, root: string): string {
  return join(locatePlan(world, root), PLAN_FILES.posix)
}

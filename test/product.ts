import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROGRAM } from '../src/names.js'

/** The repository's root. */
export const REPOSITORY = dirname(dirname(fileURLToPath(import.meta.url)))

/** An installation, as install.sh baked it in. */
export type Product = {
  /** The home directory of the user who installed it. */
  readonly home: string
  readonly bin: string
  readonly data: string
  readonly shells: string
  readonly config: string
  readonly state: string
  readonly cache: string
  readonly log: string
}

/** Where install.sh puts things below `home`. */
export function locateProduct(home: string): Product {
  const data = join(home, '.local/share', PROGRAM)
  const state = join(home, '.local/state', PROGRAM)
  return {
    home,
    bin: join(home, '.local/bin', PROGRAM),
    data,
    shells: join(data, 'shells'),
    config: join(home, '.config', PROGRAM),
    state,
    cache: join(home, '.cache', PROGRAM),
    log: join(state, 'audit.jsonl'),
  }
}

/**
 * Makes the folder of a release: everything built, and no sources, so that its install.sh neither builds nor needs the
 * network. Built here from what the sources say now, whatever `dist/` holds.
 */
export function packRelease(release: string): void {
  mkdirSync(release)
  for (const name of ['bin', 'shells', 'install.sh', 'package.json', 'package-lock.json']) {
    cpSync(join(REPOSITORY, name), join(release, name), { recursive: true })
  }
  // Whether the types are right is for `npm run typecheck` to say.
  const build = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(release, 'dist')]
  execFileSync(join(REPOSITORY, 'node_modules/.bin/tsc'), build, { cwd: REPOSITORY })
  for (const folder of listRuntimeDependencies()) {
    cpSync(join(REPOSITORY, folder), join(release, folder), { recursive: true })
  }
}

function listRuntimeDependencies(): readonly string[] {
  const list = ['ls', '--omit=dev', '--all', '--parseable']
  const paths = execFileSync('npm', list, {
    cwd: REPOSITORY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return paths
    .trim()
    .split('\n')
    .slice(1)
    .map((path) => relative(REPOSITORY, path))
}

/** Runs install.sh for the user whose home directory is `home`; answers what it printed. */
export function runInstall(release: string, home: string, ...args: readonly string[]): string {
  return execFileSync(join(release, 'install.sh'), args, {
    env: { HOME: home, PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Installs a release for a user of its own. */
export function installProduct(release: string, home: string): Product {
  runInstall(release, home)
  return locateProduct(home)
}

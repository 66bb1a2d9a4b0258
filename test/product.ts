import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
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
  /** Before every program that is run for its user. */
  readonly as: readonly string[]
}

/** Where install.sh puts things below `home`. */
export function locateProduct(home: string, as: Product['as'] = []): Product {
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
    as,
  }
}

/**
 * Makes the folder of a release: everything built, and no sources, so that its install.sh neither builds nor needs the
 * network. Built here from what the sources say now, whatever `dist/` holds.
 */
export function packRelease(release: string): void {
  copyRepository(release)
  const modules = join(release, 'node_modules')
  symlinkSync(join(REPOSITORY, 'node_modules'), modules)
  const build = spawnSync('npm', ['run', 'build', '--silent'], { cwd: release, encoding: 'utf8' })
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stdout}${build.stderr}`)
  rmSync(modules)
  rmSync(join(release, 'src'), { recursive: true })
  for (const folder of listRuntimeDependencies()) {
    cpSync(join(REPOSITORY, folder), join(release, folder), { recursive: true })
  }
}

/** Copies what a clone of the repository has, as far as installing needs it. */
export function copyRepository(to: string): void {
  mkdirSync(to)
  const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']
  for (const name of ['bin', 'shells', 'src', 'install.sh', ...files]) {
    cpSync(join(REPOSITORY, name), join(to, name), { recursive: true })
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

/** How install.sh is run: from which folder, for whose home directory, as whom. */
export type Install = {
  readonly release: string
  readonly home: string
  readonly args?: readonly string[]
  readonly as?: Product['as']
  readonly env?: Readonly<Record<string, string>>
}

/** Runs install.sh; answers what it printed. */
export function runInstall({ release, home, args = [], as = [], env = {} }: Install): string {
  const [program = '', ...rest] = [...as, join(release, 'install.sh'), ...args]
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`
  return execFileSync(program, rest, {
    env: { HOME: home, PATH: path, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Installs a release for a user of its own. */
export function installProduct(install: Install): Product {
  runInstall(install)
  return locateProduct(install.home, install.as)
}

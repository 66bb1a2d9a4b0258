import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROGRAM } from '../src/system/names.js'

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
 * Makes the folder of a release: what `npm pack` puts into the package, unpacked. Built here from what the sources say now,
 * whatever `dist/` holds; `change` may edit them first.
 */
export function packRelease(release: string, change = (_sources: string) => {}): string {
  const tarball = packTarball(`${release}.sources`, change)
  mkdirSync(release)
  execFileSync('tar', ['-xf', tarball, '-C', release, '--strip-components=1'])
  // npm would put it there, and build it.
  const pty = join(REPOSITORY, 'node_modules/node-pty')
  if (existsSync(pty)) {
    mkdirSync(join(release, 'node_modules'))
    symlinkSync(pty, join(release, 'node_modules/node-pty'))
  }
  return release
}

/** Packs a copy of the repository, made in `sources`; answers the tarball. */
export function packTarball(sources: string, change = (_sources: string) => {}): string {
  copyRepository(sources)
  change(sources)
  symlinkSync(join(REPOSITORY, 'node_modules'), join(sources, 'node_modules'))
  const pack = spawnSync('npm', ['pack', '--silent'], { cwd: sources, encoding: 'utf8' })
  if (pack.status !== 0) throw new Error(`the build failed:\n${pack.stdout}${pack.stderr}`)
  return join(sources, pack.stdout.trim().split('\n').at(-1) ?? '')
}

/** Copies what a clone of the repository has, as far as installing and packing need it. */
export function copyRepository(to: string): void {
  mkdirSync(to)
  const files = ['package.json', 'package-lock.json', 'tsconfig.json']
  const texts = ['README.md', 'LICENSE', 'CHANGELOG.md', 'docs']
  for (const name of ['bin', '.build', 'shells', 'src', 'install.sh', ...files, ...texts]) {
    cpSync(join(REPOSITORY, name), join(to, name), { recursive: true })
  }
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

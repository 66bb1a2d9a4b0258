import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
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
export function packRelease(release: string, change: Change = keepSources): string {
  const tarball =
    change === keepSources ? packOnce(release) : packTarball(`${release}.sources`, change)
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

/** Edits a copy of the sources before it is built. */
type Change = (sources: string) => void

const keepSources: Change = () => {}

/** The tarball of the sources as they are: packed once, and found again by their bytes for as long as nothing of them changes. */
function packOnce(release: string): string {
  const folder = join(REPOSITORY, 'node_modules/.cache/codex-env-shim')
  const tarball = join(folder, `${digestSources()}.tgz`)
  if (!existsSync(tarball)) {
    const packed = packTarball(`${release}.sources`)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    copyFileSync(packed, `${tarball}.${process.pid}`)
    renameSync(`${tarball}.${process.pid}`, tarball)
  }
  return tarball
}

function digestSources(): string {
  const hash = createHash('sha256')
  for (const name of SOURCES) {
    const path = join(REPOSITORY, name)
    const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : ['']
    for (const file of below.map(String).sort()) {
      if (statSync(join(path, file)).isFile()) {
        hash.update(`${join(name, file)}\0`).update(readFileSync(join(path, file)))
      }
    }
  }
  return hash.digest('hex')
}

/** Packs a copy of the repository, made in `sources`; answers the tarball. */
export function packTarball(sources: string, change: Change = keepSources): string {
  copyRepository(sources)
  change(sources)
  symlinkSync(join(REPOSITORY, 'node_modules'), join(sources, 'node_modules'))
  const pack = spawnSync('npm', ['pack', '--silent'], { cwd: sources, encoding: 'utf8' })
  if (pack.status !== 0) throw new Error(`the build failed:\n${pack.stdout}${pack.stderr}`)
  return join(sources, pack.stdout.trim().split('\n').at(-1) ?? '')
}

/** What a release is made of. */
const SOURCES = [
  'bin',
  '.build',
  'shells',
  'src',
  'install.sh',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'docs',
]

/** Copies what a clone of the repository has, as far as installing and packing need it. */
export function copyRepository(to: string): void {
  mkdirSync(to)
  for (const name of SOURCES) {
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

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { locateProduct, type Product, REPOSITORY } from '../product.js'
import { type Result, run } from '../run.js'
import { makeFolder } from '../world.js'

/** Somebody with one version of Node, and npm, whose global packages are in a folder of theirs. */
export type Customer = {
  readonly home: string
  /** Where npm installs what is global. */
  readonly prefix: string
  readonly product: Product
  /** Runs a program as they would in their terminal. */
  readonly run: (...argv: readonly string[]) => Promise<Result>
  /** The same in a folder of theirs. */
  readonly runIn: (cwd: string, ...argv: readonly string[]) => Promise<Result>
  readonly npm: (...args: readonly string[]) => string
}

/** The versions that the package must work with. */
export const VERSIONS = [20, 22, 24]

/** Is a version of Node missing here (`npm --prefix test/package ci`)? In CI that is a failure. */
export function isNodeMissing(version: number): boolean {
  if (existsSync(locateNode(version))) return false
  if (process.env['CI']) throw new Error(`Node ${version} is missing, and CI must have it`)
  return true
}

/** A customer of one version of Node, with blanks in the name of their home. */
export function makeCustomer(version: number): Customer {
  const home = join(makeFolder(), 'a home')
  const prefix = join(home, 'npm global')
  mkdirSync(prefix, { recursive: true })
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim()
  const path = [join(prefix, 'bin'), dirname(locateNode(version)), '/usr/local/bin:/usr/bin:/bin']
  const env = {
    HOME: home,
    PATH: path.join(':'),
    npm_config_prefix: prefix,
    npm_config_cache: cache,
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    // Nothing can be compiled here.
    npm_config_python: '/nonexistent',
    ...readRegistry(),
  }
  const runIn = (cwd: string, ...argv: readonly string[]) => run(argv, { cwd, env })
  return {
    home,
    prefix,
    product: locateProduct(home),
    run: (...argv) => runIn(home, ...argv),
    runIn,
    npm: (...args) =>
      execFileSync('npm', args, {
        cwd: home,
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  }
}

function locateNode(version: number): string {
  return join(REPOSITORY, `test/package/node_modules/node-${version}/bin/node`)
}

/** Where this machine's npm has its packages from, and whom it trusts there: without that npm tries for minutes. */
function readRegistry(): Readonly<Record<string, string>> {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  const authorities = process.env['NODE_EXTRA_CA_CERTS']
  return {
    npm_config_registry: registry,
    ...(authorities ? { NODE_EXTRA_CA_CERTS: authorities } : {}),
  }
}

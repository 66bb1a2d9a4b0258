import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Install, installProduct, locateProduct, type Product } from './product.js'
import type { Route } from './routes.js'
import { type Result, run, type Start } from './run.js'
import { write } from './world.js'

/** One line of the audit log; docs/audit.md describes it. */
export type AuditLine = Readonly<Record<string, unknown>>

/** A user with a project, and nothing of the test's own environment. */
export type Box = {
  readonly product: Product
  /** This box's own folder, canonical; `home` and `project` are in it. */
  readonly dir: string
  readonly home: string
  readonly project: string
  readonly env: Readonly<Record<string, string>>
  /** Runs any program, in the project unless told otherwise. */
  readonly run: (argv: readonly string[], how?: How) => Promise<Result>
  /** The same as the user who runs the tests. */
  readonly runAsRoot: (argv: readonly string[]) => Promise<Result>
  /** Runs a shell on a route with these arguments. */
  readonly shell: (route: Route, args: readonly string[], how?: How) => Promise<Result>
  /** The same without us. */
  readonly real: (route: Route, args: readonly string[], how?: How) => Promise<Result>
  /** Runs a verb of codex-env-shim. */
  readonly control: (...argv: readonly string[]) => Promise<Result>
  /** Writes a file below the box's folder. */
  readonly write: (file: string, text: string | Buffer) => string
  /** The audit lines so far of the commands that ran in this box, or that name its folder. */
  readonly audit: () => readonly AuditLine[]
}

/** What differs from a plain run in the project: `env` is added to the box's own. */
export type How = Partial<Start>

/** Describes a box; the steps are taken in their order by `build`. */
export type Builder = {
  readonly declare: (text: string | Buffer, folder?: string) => Builder
  readonly allow: (folder?: string) => Builder
  readonly file: (file: string, text: string | Buffer) => Builder
  readonly build: () => Promise<Box>
}

type Step = (box: Box) => Promise<unknown> | unknown

/** A user of a product: of the one that all tests share, unless the test needs to spoil one of its own. */
export function sandbox(product: Product = sharedProduct(), steps: readonly Step[] = []): Builder {
  const then = (step: Step) => sandbox(product, [...steps, step])
  return {
    declare: (text, folder = 'project') =>
      then((box) => box.write(join(folder, '.codex/env.ini'), text)),
    allow: (folder = 'project') => then((box) => allow(box, folder)),
    file: (file, text) => then((box) => box.write(file, text)),
    build: async () => {
      const box = makeBox(product)
      for (const step of steps) await step(box)
      return box
    },
  }
}

/** The installation that all tests share. */
export function sharedProduct(): Product {
  return locateProduct(inject('installed'))
}

/** An installation of this test's own, for tests that spoil it or change the user's settings. */
export function ownProduct(how: Partial<Install> = {}): Product {
  const home = makeLastingFolder()
  return installProduct({ release: inject('release'), home, ...how })
}

/** The same for a user for whom modes count, which they do not for root. */
export function unprivilegedProduct(how: Partial<Install> = {}): Product {
  if (process.getuid?.() !== 0) return ownProduct(how)
  const home = makeLastingFolder()
  chownSync(home, UID, UID)
  return ownProduct({ home, as: [...AS_USER], ...how })
}

/** Somebody who is nobody on this machine. */
export const UID = 54321
const AS_USER = ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', '--'] as const

async function allow(box: Box, folder: string): Promise<void> {
  const { status, stderr } = await box.control('allow', join(box.dir, folder))
  if (status !== 0) throw new Error(`allow: ${stderr}`)
}

function makeBox(product: Product): Box {
  const dir = makeLastingFolder()
  const home = join(dir, 'home')
  const project = join(dir, 'project')
  for (const folder of [home, project]) mkdirSync(folder)
  const env = { HOME: home, PATH: '/usr/bin:/bin', SHLVL: '1' }
  const since = statSync(product.log).size
  const start = (argv: readonly string[], how: How = {}) =>
    run([...product.as, ...argv], { cwd: project, ...how, env: { ...env, ...how.env } })
  giveAway(product, dir)
  return {
    product,
    dir,
    home,
    project,
    env,
    run: start,
    runAsRoot: (argv) => run(argv, { cwd: project, env }),
    shell: (route, args, how = {}) =>
      start([...route.program(product), ...args], {
        ...how,
        env: { ...route.env(product), ...how.env },
      }),
    real: (route, args, how) => start([...route.real, ...args], how),
    control: (...argv) => start([product.bin, ...argv]),
    write: (file, text) => {
      const path = write(join(dir, file), text)
      giveAway(product, dir)
      return path
    },
    audit: () => readAudit(product, since).filter((line) => JSON.stringify(line).includes(dir)),
  }
}

/** What is in a box belongs to its user. */
function giveAway({ as }: Product, dir: string): void {
  if (as.length > 0) execFileSync('chown', ['-R', `${UID}:${UID}`, dir])
}

/** Every whole line of a product's log from byte `since` on. */
export function readAudit({ log }: Product, since = 0): readonly AuditLine[] {
  const text = readFileSync(log).subarray(since).toString()
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as AuditLine)
}

/** A folder that lasts as long as the tests. */
function makeLastingFolder(): string {
  return mkdtempSync(join(inject('folder'), 'box-'))
}

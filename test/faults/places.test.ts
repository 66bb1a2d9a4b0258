import { chmodSync, chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { type Box, sandbox, UID, unprivilegedProduct } from '../sandbox.js'
import { write } from '../world.js'

const isRoot = process.getuid?.() === 0

const build = (product: Product): Promise<Box> =>
  sandbox(product).declare('[env]\nVALUE = good\n').allow().build()

const show = (box: Box, env = {}) =>
  box.shell(ROUTES.hookBash, ['-c', 'printf %s "${VALUE-none}"'], { env })

type Fault = {
  readonly title: string
  readonly spoil: (folder: string) => void
  readonly needsRoot?: boolean
}

const FAULTS: readonly Fault[] = [
  { title: 'is read-only', spoil: (folder) => chmodSync(folder, 0o500) },
  { title: 'cannot be entered', spoil: (folder) => chmodSync(folder, 0) },
  { title: 'is gone', spoil: (folder) => rmSync(folder, { recursive: true }) },
  {
    title: 'is a file',
    spoil: (folder) => {
      rmSync(folder, { recursive: true })
      writeFileSync(folder, '')
    },
  },
  { title: 'is world-writable', spoil: (folder) => chmodSync(folder, 0o777) },
  {
    title: 'belongs to somebody else',
    spoil: (folder) => chownSync(folder, 1, 1),
    needsRoot: true,
  },
]

describe('a cache that', () => {
  for (const { title, spoil, needsRoot } of FAULTS) {
    test.skipIf(needsRoot && !isRoot)(`${title} does not keep a command from running`, async () => {
      const box = await build(unprivilegedProduct())
      spoil(box.product.cache)
      // Nothing but what is stored is left to rely on: the settings have changed.
      write(join(box.product.config, 'config.ini'), '[env]\nVALUE = other\n')
      for (const _ of ['first', 'second']) {
        const { stdout, stderr, status } = await show(box)
        expect(status).toBe(0)
        expect(stdout).toMatch(/^(?:good|other|none)$/)
        expect(stderr).toMatch(/^(?:codex-env-shim: [^\n]*\n)?$/)
      }
      expect(box.audit()).toHaveLength(2)
    })
  }

  test('is read-only still serves the plans it has', async () => {
    const box = await build(unprivilegedProduct())
    chmodSync(box.product.cache, 0o500)
    expect(await show(box)).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
    expect(box.audit()).toMatchObject([{ state: 'fresh' }])
  })

  test('is read-only keeps the last good plan in force where that is stale, and says so in the audit line', async () => {
    const box = await build(unprivilegedProduct())
    write(join(box.product.config, 'config.ini'), '[env]\nOTHER = 1\n')
    chmodSync(box.product.cache, 0o500)
    expect(await show(box)).toMatchObject({ stdout: 'good', status: 0 })
    expect(box.audit()).toMatchObject([
      { state: 'last-good', problem: expect.stringContaining('cannot be written') },
    ])
  })

  test.skipIf(!isRoot)('holds a plan that somebody else owns does not apply it', async () => {
    const box = await build(unprivilegedProduct())
    const plan = join(box.product.cache, 'plans-4', box.project, '@plan/posix.sh')
    writeFileSync(plan, `${readFileSync(plan, 'utf8')}`.replace("'good'", "'evil'"))
    chownSync(plan, 1, 1)
    expect((await show(box)).stdout).not.toBe('evil')
  })
})

describe('a plan that its user cannot read', () => {
  for (const route of ALL_ROUTES) {
    test.skipIf(isMissing(route.shell))(`is made again, by ${route.name}`, async () => {
      const box = await build(unprivilegedProduct())
      const folder = join(box.product.cache, 'plans-4', box.project, '@plan')
      const names = ['posix.sh', 'plan.fish', 'plan.json']
      for (const name of names) chmodSync(join(folder, name), 0)
      for (const _ of ['first', 'second']) {
        const { stdout, status } = await box.shell(route, ['-c', 'printf %s "$VALUE"'])
        expect({ stdout, status }).toEqual({ stdout: 'good', status: 0 })
      }
      for (const name of names) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
      expect(box.audit().map(({ state }) => state)).toEqual(['fresh', 'fresh'])
    })
  }
})

describe('a state directory that', () => {
  for (const { title, spoil, needsRoot } of FAULTS) {
    test.skipIf(needsRoot && !isRoot)(`${title} does not keep a command from running`, async () => {
      const box = await build(unprivilegedProduct())
      spoil(box.product.state)
      const env = { TMPDIR: join(box.dir, 'home') }
      const { stdout, stderr, status } = await show(box, env)
      expect({ stdout, stderr, status }).toEqual({ stdout: 'good', stderr: '', status: 0 })
    })
  }

  test('has a read-only log: the line goes to a spool', async () => {
    const box = await build(unprivilegedProduct())
    chmodSync(box.product.log, 0o400)
    const tmp = join(box.dir, 'tmp')
    box.write('tmp/.keep', '')
    expect(await show(box, { TMPDIR: tmp })).toMatchObject({
      stdout: 'good',
      stderr: '',
      status: 0,
    })
    const spool = join(tmp, `codex-env-shim-${isRoot ? UID : process.getuid?.()}`, 'audit.jsonl')
    expect(JSON.parse(readFileSync(spool, 'utf8'))).toMatchObject({
      state: 'fresh',
      cwd: box.project,
    })
  })
})

describe('where the audit is required', () => {
  for (const route of ALL_ROUTES) {
    test.skipIf(isMissing(route.shell))(
      `a command that cannot be recorded is refused, by ${route.name}`,
      async () => {
        const box = await build(unprivilegedProduct())
        write(join(box.product.config, 'config.ini'), '[audit]\nrequired = true\n')
        chmodSync(box.product.log, 0o400)
        const env = { TMPDIR: '/nonexistent' }
        const { stdout, stderr, status } = await box.shell(route, ['-c', 'echo ran'], { env })
        expect({ stdout, status }).toEqual({ stdout: '', status: 125 })
        expect(stderr).toMatch(/^codex-env-shim: [^\n]*audit[^\n]*\n$/)
      },
    )
  }

  test('a command that can be recorded runs', async () => {
    const box = await build(unprivilegedProduct())
    write(join(box.product.config, 'config.ini'), '[audit]\nrequired = true\n')
    expect(await show(box)).toMatchObject({ stdout: 'good', stderr: '', status: 0 })
  })
})

/** Runs a script in which `$PLACE` is a tmpfs of one page, full. */
async function onFullDisk(box: Box, place: string): Promise<Awaited<ReturnType<Box['run']>>> {
  const script = `mount -t tmpfs -o size=4k,mode=777 tmpfs "$0" && cp -a "$1/." "$0" 2>/dev/null
head -c 4096 /dev/zero >"$0/ballast" 2>/dev/null; chown -R ${UID}:${UID} "$0"; chmod 700 "$0"; shift; exec "$@"`
  const saved = join(box.dir, 'saved')
  await box.run(['cp', '-a', place, saved])
  const hook = [`BASH_ENV=${box.product.shells}/hook.bash`, `TMPDIR=${place}`]
  const command = [
    ...box.product.as,
    'env',
    ...hook,
    '/bin/bash',
    '-c',
    'printf %s "${VALUE-none}"',
  ]
  const argv = ['unshare', '-m', '/bin/sh', '-c', script, place, saved, ...command]
  return box.runAsRoot(argv)
}

test.skipIf(!isRoot).each(['cache', 'state'] as const)(
  'a command runs although the disk of the %s is full',
  async (which) => {
    const box = await build(unprivilegedProduct())
    if (which === 'cache') write(join(box.product.config, 'config.ini'), '[env]\nVALUE = other\n')
    const { stdout, stderr, status } = await onFullDisk(box, box.product[which])
    expect(status).toBe(0)
    expect(stdout).toMatch(which === 'cache' ? /^(?:good|other|none)$/ : /^good$/)
    expect(stderr).toMatch(/^(?:codex-env-shim: [^\n]*\n)?$/)
  },
)

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reproduction } from '../../src/verify/reproduction.js'
import type { Verification } from '../../src/verify/verification.js'
import { AGENT_LIBRARIES, definePerson, moveIn, moveOut, withLoginShell } from './people.js'
import { declareAndAllow, install, launcher, shim } from './product.js'
import { isOld, locateCodex, VERSIONS, type Version } from './session.js'

const person = definePerson()
const config = join(person.home, '.codex/config.toml')

beforeAll(async () => {
  await moveIn(person)
  await install(person)
  await declareAndAllow(person)
})

afterAll(() => moveOut(person))

/** The login shell in the person's passwd entry. */
let loginShell = '/bin/bash'

/** Runs `verify` as the person does. */
async function verify(version: Version, cwd: string, ...args: readonly string[]) {
  const bin = join(person.home, '.local/bin/codex-env-shim')
  const [program = '', ...rest] = await withLoginShell(person, loginShell, [
    bin,
    'verify',
    '--codex',
    locateCodex(version),
    ...args,
  ])
  const { stdout, stderr, exitCode } = await execa(program, rest, {
    cwd,
    env: person.env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
  return { stdout, stderr, exitCode }
}

async function verifyJson(version: Version, cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await verify(version, cwd, '--json', ...args)
  expect(stderr).toBe('')
  return { exitCode, found: JSON.parse(stdout) as Verification }
}

const SANDBOX = ['--sandbox', 'danger-full-access']
const READ_ONLY = ['--sandbox', 'read-only']

describe.each(Object.keys(VERSIONS) as readonly Version[])('Codex %s', (version) => {
  test('where no route is enabled every value is lost, and why is said', async () => {
    const { exitCode, found } = await verifyJson(version, person.project, ...SANDBOX)
    expect(exitCode).toBe(1)
    expect(found).toMatchObject({ codex: { version }, routes: [], passed: false })
    expect(found.verdicts).toHaveLength(6)
    for (const { outcome, losses, route } of found.verdicts) {
      expect({ outcome, route }).toEqual({ outcome: 'ran' })
      expect(losses.map(({ name }) => name)).toEqual([
        'GREETING',
        'POEM',
        'PATH',
        'LD_LIBRARY_PATH',
      ])
      expect(losses[0]?.layer).toBe("Codex's policy: no hook was passed to the shell")
    }
  })

  test.each([
    ['enabled', []],
    ['enabled with --keep-login', ['--keep-login']],
  ] as const)(
    'where it is %s every value arrives in every call, with a line and the times',
    async (_, flags) => {
      await shim(person, ['enable', 'codex', ...flags])
      const before = await readFile(config)
      try {
        const { exitCode, found } = await verifyJson(version, person.project, ...SANDBOX)
        expect(found.verdicts.flatMap(({ losses }) => losses)).toEqual([])
        expect(exitCode).toBe(0)
        const ran = found.verdicts.filter(({ outcome }) => outcome === 'ran')
        const refused = !isOld(version) && flags.length === 0
        expect(ran).toHaveLength(refused ? 5 : 6)
        for (const verdict of ran) {
          expect(verdict).toMatchObject({ declared: 4, route: 'hook', state: 'fresh' })
          expect(verdict.ms).toBeGreaterThan(0)
          expect(verdict.msWithout).toBeGreaterThan(0)
        }
        expect(await readFile(config)).toEqual(before)
        expect(await readdir(join(person.home, '.codex'))).toEqual(['config.toml'])
        const ours = await readdir(join(person.home, '.local/state/codex-env-shim'))
        expect(ours).not.toContain('verify')
      } finally {
        await shim(person, ['disable', 'codex'])
      }
    },
  )

  const walls = isOld(version) ? 'no hook' : 'its SessionStart hook'
  test(`in a read-only sandbox, with ${walls}: every value arrives, and every line or none`, async () => {
    await shim(person, ['enable', 'codex', '--hooks'])
    try {
      const { exitCode, found } = await verifyJson(version, person.elsewhere, ...READ_ONLY)
      const hooks = isOld(version) ? null : join(person.home, '.codex/hooks.json')
      expect(found).toMatchObject({ hooks, isSample: true })
      expect(found.verdicts.flatMap(({ losses }) => losses)).toEqual([])
      const lines = found.verdicts
        .filter(({ outcome }) => outcome === 'ran')
        .map(({ route, state }) => (route ? `${route}, ${state}` : 'none'))
      const line = isOld(version) ? 'none' : 'hook, fresh'
      expect(lines).toEqual(lines.map(() => line))
      expect(lines.length).toBeGreaterThanOrEqual(5)
      expect(exitCode).toBe(0)
    } finally {
      await shim(person, ['disable', 'codex'])
    }
  })

  test('a stale plan that a sandbox does not let be made again holds no call up', async () => {
    await shim(person, ['enable', 'codex'])
    const declaration = join(person.project, '.codex/env.ini')
    await writeFile(declaration, await readFile(declaration))
    try {
      const { exitCode, found } = await verifyJson(version, person.project, ...READ_ONLY)
      expect(found.verdicts.flatMap(({ losses }) => losses)).toEqual([])
      // For another compiler they would wait ten seconds.
      for (const { ms = 0 } of found.verdicts) expect(ms).toBeLessThan(8000)
      expect(exitCode).toBe(0)
    } finally {
      await shim(person, ['disable', 'codex'])
    }
  })

  test.each(['bash', 'zsh'])('a %s launcher as login shell is a route, too', async (shell) => {
    loginShell = launcher(person, shell)
    try {
      const { exitCode, found } = await verifyJson(version, person.project, ...SANDBOX)
      expect(found.verdicts.flatMap(({ losses }) => losses)).toEqual([])
      expect(found.verdicts.map(({ route }) => route)).toEqual(Array(6).fill('launcher'))
      expect(found.routes).toEqual(['launcher'])
      expect(exitCode).toBe(0)
    } finally {
      loginShell = '/bin/bash'
    }
  })

  test('what the terminal has and a command has not is told with the layer that lost it', async () => {
    const { found } = await verifyJson(version, person.elsewhere, ...SANDBOX)
    expect(found.isSample).toBe(true)
    const layerOf = (name: string) => found.missing.find((one) => one.name === name)?.layer
    expect(layerOf('AGENT_VAR')).toMatch(/^changed by a login profile/)
    expect(person.env['LD_LIBRARY_PATH']).toBe(AGENT_LIBRARIES)
    expect(layerOf('LD_LIBRARY_PATH')).toMatch(
      isOld(version) ? /^taken away by Codex/ : /^removed by a login profile/,
    )
  })

  test('servers and notifications of the user are not started, and a broken config is said', async () => {
    const marker = join(person.root, `started-${version}`)
    await shim(person, ['enable', 'codex'])
    const text = await readFile(config, 'utf8')
    const touch = `command = "/usr/bin/touch"\nargs = [${JSON.stringify(marker)}]\n`
    await writeFile(
      config,
      `notify = ["/usr/bin/touch", ${JSON.stringify(marker)}]\n${text}\n[mcp_servers.mine]\n${touch}`,
    )
    try {
      const { stdout, exitCode } = await verify(version, person.elsewhere, ...SANDBOX)
      expect(stdout).toContain('verified: all')
      expect(exitCode).toBe(0)
      await expect(readFile(marker)).rejects.toThrow('ENOENT')
      await writeFile(config, 'model = \n')
      expect(await verify(version, person.elsewhere)).toMatchObject({
        stderr: expect.stringContaining('this is not TOML'),
        exitCode: 1,
      })
    } finally {
      await writeFile(config, text)
      await shim(person, ['disable', 'codex'])
    }
  })

  test('each known way to lose an environment is reproduced, and mended', async () => {
    const { stdout, stderr, exitCode } = await verify(version, person.home, '--reproduce', '--json')
    expect(stderr).toBe('')
    const { cases } = JSON.parse(stdout) as Reproduction
    const ghost = isOld(version) ? 'mended' : 'right anyway'
    const hooks = isOld(version) ? 'not possible' : 'mended'
    expect(cases.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['ghost', ghost],
      ['2.1', 'mended'],
      ['2.2', 'mended'],
      ['2.3', 'mended'],
      ['2.4', 'mended'],
      ['2.5', hooks],
    ])
    expect(cases.find(({ id }) => id === '2.4')?.before).toBe('stale')
    expect(exitCode).toBe(0)
  })
})

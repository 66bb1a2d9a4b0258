import { symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Box } from '../../sandbox.js'
import { findAsked, isUnasked } from '../programs.js'
import { allow, ask, askAll, type Files, writeProject } from '../project.js'

const TOML = `[env]
FOO = "bar 'baz'"
PYTHONHOME = false
_.path = ["bin"]
_.file = ".env.mise"
_.source = "env.sh"
`
const FILES = {
  'project/mise.toml': TOML,
  'project/.env.mise': 'DOT=1\n',
  'project/env.sh': 'export SRC=1; echo noise\n',
}

/** A user with mise in ~/.local/bin, as its installer puts it. */
async function user(files: Files = FILES): Promise<Box> {
  const box = await writeProject('use[] = mise', { ...files, 'home/.local/bin/.keep': '' })
  symlinkSync(findAsked('mise') ?? '', join(box.home, '.local/bin/mise'))
  return box
}

async function trust(box: Box): Promise<void> {
  const { status, stderr } = await box.run([
    join(box.home, '.local/bin/mise'),
    'trust',
    box.project,
  ])
  if (status !== 0) throw new Error(stderr)
}

describe.skipIf(isUnasked('mise'))('mise', () => {
  test('what mise.toml sets, takes away, reads and sources reaches the command', async () => {
    const box = await user()
    await trust(box)
    await allow(box)
    const see = 'echo "$FOO|$DOT|$SRC|$PATH|${PYTHONHOME-gone}"; env | grep MISE'
    expect(await ask(box, see, { env: { PYTHONHOME: '/agent' } })).toBe(
      `bar 'baz'|1|1|${box.project}/bin:/usr/bin:/bin|gone`,
    )
  })

  test.each([
    ['mise.toml', '[env]\nFOO = "edited"\n', 'edited|'],
    ['.env.mise', 'DOT=2\n', "bar 'baz'|2"],
    ['env.sh', 'export DOT=3\n', "bar 'baz'|3"],
    ['mise.local.toml', '[env]\nDOT = "4"\n', "bar 'baz'|4"],
  ])('an edit of %s is noticed by the next command', async (file, text, expected) => {
    const box = await user()
    await trust(box)
    await allow(box)
    expect(await ask(box, 'echo "$FOO|$DOT"')).toBe("bar 'baz'|1")
    writeFileSync(join(box.project, file), text)
    expect(await ask(box, 'echo "$FOO|$DOT"')).toBe(expected)
  })

  test('what is not trusted is reported and never trusted, whatever CI variables the caller has', async () => {
    const box = await user()
    const env = { CI: 'true', GITHUB_ACTIONS: 'true', MISE_TRUSTED_CONFIG_PATHS: '/' }
    const { status, stderr } = await box.run([box.product.bin, 'allow'], { env })
    expect(status).toBe(1)
    expect(stderr).toMatch(/mise: a configuration in \S+ is not trusted; read it, then: mise trust/)
    expect(await ask(box, 'echo "[$FOO]"', { env })).toBe('[]')
    await trust(box)
    expect(await ask(box, 'echo "[$FOO]"')).toBe("[bar 'baz']")
  })

  test('an untrusted configuration above the project is named', async () => {
    const box = await user({ ...FILES, 'mise.toml': '[env]\nABOVE = "1"\n' })
    await trust(box)
    const { stderr } = await box.run([box.product.bin, 'allow'])
    expect(stderr).toContain(`mise: a configuration in ${box.dir} is not trusted; read it, then: `)
    expect(stderr).toContain(`mise trust ${join(box.dir, 'mise.toml')}`)
  })

  test('what is required is passed in, and told where it is missing; a default stays behind', async () => {
    const text = '[env]\nREGION = { default = "eu" }\nTEAM = { required = true }\n'
    const box = await user({ 'project/mise.toml': `${text}FULL = "{{env.TEAM}}-x"\n` })
    await trust(box)
    expect((await box.run([box.product.bin, 'allow'])).stderr).toContain(
      'mise: TEAM is required, and not set here',
    )
    await allow(box, { env: { TEAM: 'a' } })
    const see = (env: Readonly<Record<string, string>>) => ask(box, 'echo $FULL $REGION', { env })
    expect(await see({ TEAM: 'a' })).toBe('a-x eu')
    expect(await see({ TEAM: 'b', REGION: 'us' })).toBe('b-x us')
    expect(await see({ TEAM: 'a', REGION: '' })).toBe('a-x eu')
  })

  test('a tool that is not installed is named, and nothing is installed', async () => {
    const box = await user({ 'project/mise.toml': '[tools]\nnode = "20.0.0"\n' })
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain('mise: node 20.0.0 is not installed; mise install')
  })

  test.each([
    ['bad TOML', '[env'],
    ['a script that exits with 3', '[env]\n_.source = "fails.sh"\n'],
  ])('%s keeps the last good plan', async (_, text) => {
    const box = await user({ ...FILES, 'project/fails.sh': 'exit 3\n' })
    await trust(box)
    await allow(box)
    writeFileSync(join(box.project, 'mise.toml'), text)
    const { stdout, stderr } = await askAll(box, 'echo $FOO')
    expect(stdout).toBe("bar 'baz'\n")
    expect(stderr).toMatch(
      /^codex-env-shim: .*mise: .*exited with 1.*last good plan stays in force\)\n$/,
    )
  })

  test('where mise is gone it is named', async () => {
    const box = await user()
    await trust(box)
    await allow(box)
    unlinkSync(join(box.home, '.local/bin/mise'))
    writeFileSync(join(box.project, 'mise.toml'), '[env]\nFOO = "new"\n')
    const { stdout, stderr } = await askAll(box, 'echo $FOO')
    expect(stdout).toBe("bar 'baz'\n")
    expect(stderr).toContain(
      'mise: mise was not found; install it, or take mise out of [providers]',
    )
  })

  test.each([
    '.mise.local.toml',
    '.config/mise.toml',
    '.config/mise/config.local.toml',
    'mise/config.toml',
    '../mise.toml',
  ])('a configuration that appears as %s is noticed', async (file) => {
    const box = await user({ 'project/mise.toml': '[env]\nMARK = "old"\n' })
    await trust(box)
    await allow(box)
    expect(await ask(box, 'echo "$MARK$NEW"')).toBe('old')
    box.write(join('project', file), '[env]\nNEW = "new"\n')
    await box.run([join(box.home, '.local/bin/mise'), 'trust', join(box.project, file)])
    expect(await ask(box, 'echo "$MARK$NEW"')).toBe('oldnew')
  })

  test('agents whose MISE_ENV differs get what mise gives each', async () => {
    const box = await user({
      'project/mise.toml': '[env]\nMARK = "base"\n',
      'project/mise.ci.toml': '[env]\nMARK = "ci"\n',
    })
    await trust(box)
    await allow(box)
    const see = (env: Record<string, string>) => ask(box, 'echo "$MARK"', { env })
    expect(await see({})).toBe('base')
    expect(await see({ MISE_ENV: 'ci' })).toBe('ci')
    expect(await see({})).toBe('base')
    box.write('project/mise.other.local.toml', '[env]\nMARK = "other"\n')
    expect(await see({ MISE_ENV: 'other' })).toBe('other')
  })
})

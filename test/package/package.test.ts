import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { packTarball } from '../product.js'
import { declare, write } from '../world.js'
import { isNodeMissing, makeCustomer, VERSIONS } from './customer.js'

let tarball: string
beforeAll(() => {
  tarball = packTarball(join(inject('folder'), 'package'))
})

test('the package is small, and has what is needed to install and to read', () => {
  const files = execFileSync('tar', ['-tf', tarball], { encoding: 'utf8' }).trim().split('\n')
  const folders = new Set(files.map((file) => file.split('/').slice(1, 2).join()))
  expect([...folders].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'docs',
    'install.sh',
    'man',
    'package.json',
    'shells',
  ])
  // What only the build runs.
  expect(files.filter((file) => /dist\/(manual|tables)/.test(file))).toEqual([])
  // A third each: the static launchers for two machines, the verbs that are programs of their own, and all else.
  expect(statSync(tarball).size).toBeLessThan(1_850_000)
})

test('what is bundled has its licence with it', () => {
  const text = execFileSync('tar', ['-xOf', tarball, 'package/dist/licenses.txt'], {
    encoding: 'utf8',
  })
  for (const name of ['commander', 'execa', 'ini', 'smol-toml', 'yaml', 'write-file-atomic']) {
    expect(text).toMatch(new RegExp(`^# ${name} \\d`, 'm'))
  }
})

describe.each(VERSIONS)('with Node %i', { timeout: 300_000 }, (version) => {
  const gone = isNodeMissing(version)

  test.skipIf(gone)('npm installs it without a compiler, and setup does the rest', async () => {
    const { home, prefix, product, run, runIn, npm } = makeCustomer(version)
    npm('install', '--global', tarball)
    const project = join(home, 'project')
    declare(project, '[env]\nVALUE = 1\n')
    const shim = (...argv: readonly string[]) => runIn(project, 'codex-env-shim', ...argv)

    for (const argv of [['status'], ['--', 'true']]) {
      const { status, stderr } = await shim(...argv)
      expect({ status, stderr }).toEqual({
        status: 125,
        stderr: 'codex-env-shim: not set up for this user yet\n  run codex-env-shim setup\n',
      })
    }
    const said = await shim('setup')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).toContain(`installed  ${prefix}/bin/codex-env-shim\n`)
    expect(said.stdout).toContain('self-check: passed\n')
    expect(existsSync(product.bin)).toBe(false)
    const baked = readFileSync(join(product.shells, 'launch/control.bash'), 'utf8')
    expect(baked).toContain(`node-${version}/bin/node" "`)

    expect(await shim('allow')).toMatchObject({ status: 0 })
    expect((await shim('--', 'sh', '-c', 'echo $VALUE')).stdout).toBe('1\n')
    expect((await shim('status')).stdout).toContain('fresh, applies here')
    expect((await shim('exec', '--', 'env', '-0')).bytes).toEqual(
      (await runIn(project, join(product.data, 'bin/codex-env-shim'), 'exec', '--', 'env', '-0'))
        .bytes,
    )
    const manual = join(home, '.local/share/man')
    const page = await run('man', '-M', manual, '--where', 'codex-env-shim-log')
    expect(page.stdout).toBe(`${manual}/man1/codex-env-shim-log.1\n`)
    expect(said.stdout).toContain(`note: man does not look in ${manual};`)

    expect(await shim('setup', '--uninstall', '--purge')).toMatchObject({ status: 0, stderr: '' })
    for (const folder of [product.data, product.state, product.cache, product.config]) {
      expect(existsSync(folder)).toBe(false)
    }
    npm('uninstall', '--global', 'codex-env-shim')
    expect(readdirSync(join(prefix, 'bin'))).toEqual([])
  })
})

describe('the door that npm links', { timeout: 300_000 }, () => {
  const gone = isNodeMissing(22)

  test.skipIf(gone)('tells when npm has another version than was set up', async () => {
    const { product, run, npm } = makeCustomer(22)
    npm('install', '--global', '--omit=optional', tarball)
    expect(await run('codex-env-shim', 'setup')).toMatchObject({ status: 0 })
    const record = join(product.data, 'package.json')
    write(record, readFileSync(record, 'utf8').replace(/"version": ".*"/, '"version": "0.0.1"'))
    write(join(product.data, 'dist/texts/version'), '0.0.1\n')
    const { stdout, stderr } = await run('codex-env-shim', '--version')
    expect(stdout).toBe('0.0.1\n')
    expect(stderr).toBe(
      'codex-env-shim: npm has another version than was set up; run codex-env-shim setup\n',
    )
    expect((await run('codex-env-shim', '--', 'echo', 'quiet')).stderr).toBe('')
    await run('codex-env-shim', 'setup')
    expect(await run('codex-env-shim', '--version')).toMatchObject({ stderr: '' })
  })

  test.skipIf(gone)('npx sets up a command that stays when the package is gone', async () => {
    const { home, product, run, runIn, npm } = makeCustomer(22)
    const folder = join(home, 'somewhere')
    npm('install', '--prefix', folder, '--omit=optional', tarball)
    const said = await runIn(folder, 'npx', '--offline', 'codex-env-shim', 'setup')
    expect(said.stdout).toContain(`installed  ${product.bin}\n`)
    rmSync(folder, { recursive: true })
    expect(await run(product.bin, '--', 'echo', 'there')).toMatchObject({ stdout: 'there\n' })
  })

  test.skipIf(gone)('an installation of install.sh’s cannot set itself up', async () => {
    const { product, run } = makeCustomer(22)
    expect(await run(join(inject('release'), 'install.sh'))).toMatchObject({ status: 0 })
    const { status, stderr } = await run(product.bin, 'setup')
    expect(status).toBe(1)
    expect(stderr).toContain('this installation did not come from npm')
  })
})

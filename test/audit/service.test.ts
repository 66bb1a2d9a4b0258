import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installCollector, removeCollector } from '../../src/audit/ship/collect/install.js'
import { describeService } from '../../src/audit/ship/collect/service.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { isMissing } from '../programs.js'
import { makeFolder, makeWorld, write } from '../world.js'

/** A user in whose paths everything stands that a unit file or a property list could stumble over. */
function makeOdd(): World {
  const world = makeWorld()
  const state = join(world.home, `a "b" %h $HOME <&> é\\x`)
  return { ...world, places: { ...world.places, state } }
}

test.skipIf(isMissing('systemd-analyze'))('systemd finds nothing wrong with the unit', () => {
  const world = makeWorld()
  const service = describeService(world, 'linux')
  const file = write(join(makeFolder(), 'codex-env-shim-collector.service'), service?.text ?? '')
  const said = execFileSync('systemd-analyze', ['verify', '--user', file], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: world.home, XDG_RUNTIME_DIR: makeFolder() },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(said).toBe('')
})

test('a unit keeps any path as it is', () => {
  const world = makeOdd()
  const text = describeService(world, 'linux')?.text ?? ''
  const [, value = ''] = /^Environment="CODEX_ENV_SHIM_STATE=(.*)"$/m.exec(text) ?? []
  expect(value).toBe(`${world.home}/a \\"b\\" %%h $HOME <&> é\\\\x`)
})

test.skipIf(isMissing('python3'))('a property list is what it says', () => {
  const world = makeOdd()
  const service = describeService(world, 'darwin')
  const file = write(join(makeFolder(), 'agent.plist'), service?.text ?? '')
  const script =
    'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))'
  const list = JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }))
  expect(list).toMatchObject({
    Label: 'codex-env-shim.collector',
    ProgramArguments: [
      process.execPath,
      join(world.places.data, 'dist/cli.cjs'),
      'log',
      '--collect',
    ],
    EnvironmentVariables: { CODEX_ENV_SHIM_STATE: world.places.state },
    KeepAlive: true,
    RunAtLoad: true,
    Umask: 0o077,
  })
})

/** A world whose systemctl notes what it is told. */
function makeManaged(status = 0): { world: World; told: () => string } {
  const folder = makeFolder()
  const log = join(folder, 'told')
  chmodSync(
    write(
      join(folder, 'systemctl'),
      `#!/bin/sh\necho "$*" >>${log}\n[ ${status} = 0 ] || echo 'no bus' >&2\nexit ${status}\n`,
    ),
    0o755,
  )
  return {
    world: makeWorld({ PATH: `${folder}:/usr/bin:/bin` }),
    told: () => readFileSync(log, 'utf8'),
  }
}

test('a collector is installed and removed', async () => {
  const { world, told } = makeManaged()
  const { file } = await installCollector(world, 'linux')
  expect(file).toBe(join(world.home, '.config/systemd/user/codex-env-shim-collector.service'))
  expect(existsSync(file)).toBe(true)
  expect(removeCollector(world, 'linux')).toMatchObject({ file })
  expect(existsSync(file)).toBe(false)
  expect(removeCollector(world, 'linux')).toBeUndefined()
  const unit = 'codex-env-shim-collector.service'
  expect(told()).toBe(
    `--user daemon-reload\n--user enable --now ${unit}\n--user disable --now ${unit}\n--user daemon-reload\n`,
  )
})

test('a manager that does not answer is told, with what to do', async () => {
  const { world } = makeManaged(1)
  await expect(installCollector(world, 'linux')).rejects.toThrow(
    /did not take it: no bus\n {2}log in/,
  )
})

test('where there is no manager that we know, that is told', async () => {
  await expect(installCollector(makeWorld(), 'aix')).rejects.toThrow('no service manager on aix')
})

test('disabling without a collector says so', async () => {
  const world = makeWorld()
  expect(await runProgram(world, ['disable', '--collector'])).toMatchObject({
    stdout: 'there is no collector to disable\n',
  })
})

test.skipIf(process.platform !== 'linux')(
  'what would be installed can be looked at first',
  async () => {
    const world = makeWorld()
    const { stdout = '' } = await runProgram(world, ['enable', '--collector', '--dry-run'])
    expect(stdout).toContain('ExecStart=')
    expect(existsSync(join(world.home, '.config/systemd'))).toBe(false)
  },
)

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommands } from '../../src/commands/index.js'
import { isMissing } from '../programs.js'
import { sandbox } from '../sandbox.js'

const COMMANDS = await loadCommands()
const NAMES = COMMANDS.flatMap(({ commands }) => commands.map(({ name }) => name))

test('what is printed without Node is what Node prints', async () => {
  const box = await sandbox().build()
  const cli = join(box.product.data, 'dist/cli.cjs')
  const lines = [['--help'], ['--version'], ['log', '--help'], ['completion', 'zsh']]
  for (const words of lines) {
    const { stdout, status } = await box.control(...words)
    const asked = await box.run([process.execPath, cli, ...words])
    expect({ stdout, status }).toEqual({ stdout: asked.stdout, status: 0 })
  }
})

test('help VERB and version are what people expect of them', async () => {
  const box = await sandbox().build()
  for (const verb of ['status', 'exec', 'completion']) {
    const { stdout, status } = await box.control('help', verb)
    expect(status).toBe(0)
    expect(stdout).toBe((await box.control(verb, '--help')).stdout)
  }
  expect((await box.control('help')).stdout).toBe((await box.control('-h')).stdout)
  expect((await box.control('version')).stdout).toBe((await box.control('-V')).stdout)
  expect(JSON.parse((await box.control('version', '--json')).stdout)).toHaveProperty('version')
  expect(await box.control('help', 'nosuch')).toMatchObject({ status: 64, stdout: '' })
  expect(await box.control('help', '../texts/help')).toMatchObject({ status: 64, stdout: '' })
})

test('every verb has its help written down', async () => {
  const box = await sandbox().build()
  for (const name of NAMES) {
    expect((await box.control('help', name)).stdout).toContain(`codex-env-shim ${name}`)
  }
})

test.skipIf(isMissing('strace'))(
  'no Node is started for help, version and completion',
  async () => {
    const box = await sandbox().build()
    for (const words of [['help', 'allow'], ['--version'], ['completion', 'bash']]) {
      const trace = ['strace', '-f', '-qq', '-e', 'trace=execve', box.product.bin, ...words]
      expect((await box.run(trace)).stderr).not.toContain('node')
    }
  },
)

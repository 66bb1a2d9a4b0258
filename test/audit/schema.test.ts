import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { renderUnreadable } from '../../src/audit/read/record.js'
import { renderStarter } from '../../src/audit/read/starter-members.js'
import { renderGap } from '../../src/audit/ship/collect/gap.js'
import { REPOSITORY } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'
import { logLine } from './log-line.js'

const schema = JSON.parse(readFileSync(join(REPOSITORY, 'docs/audit-record.schema.json'), 'utf8'))
const validate = new Ajv2020({ allErrors: true }).compile(schema)

const faultsOf = (line: unknown) => (validate(line) ? [] : validate.errors)

function expectValid(box: Box, count: number): void {
  const lines = box.audit()
  expect(lines).toHaveLength(count)
  for (const line of lines) expect({ line, faults: faultsOf(line) }).toEqual({ line, faults: [] })
}

const DECLARATION = '[env]\nA = 1\n[path]\nPATH[] = ./bin\n[unset]\nnames[] = B\n'

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(`what ${route.name} writes follows the schema`, async () => {
    const box = await sandbox()
      .declare(DECLARATION)
      .allow()
      .file('other/.codex/env.ini', '')
      .build()
    const commands = [':', `: é"\\\n\u001b${'x'.repeat(700)}`, `: ${'é'.repeat(10_000)}`]
    for (const command of commands) await box.shell(route, ['-c', command, 'name', 'one', ''])
    await box.shell(route, ['-c', ':'], { env: { CODEX_ENV_SHIM: 'off' } })
    await box.shell(route, ['-c', ':'], { cwd: box.dir })
    await box.shell(route, ['-c', ':'], { cwd: join(box.dir, 'other') })
    await box.shell(route, ['-c', ':'], { env: { CLAUDECODE: '1' } })
    expectValid(box, 7)
  })
}

test('a line that tells of a problem, a profile or a refusal follows the schema', async () => {
  const box = await sandbox(ownProduct()).declare(DECLARATION).allow().build()
  const settings = join(box.product.config, 'config.ini')
  write(join(box.home, '.bash_profile'), 'export A=2 ADDED=1 PATH=/p; unset HOME\n')
  await box.shell(ROUTES.hookBash, ['-lc', ':'])
  write(settings, '[broken\n')
  await box.shell(ROUTES.hookBash, ['-c', ':'])
  write(settings, '[plan]\non_error = refuse\n')
  await box.shell(ROUTES.hookBash, ['-c', ':'])
  box.write('project/.codex/env.ini', '[broken\n')
  await box.shell(ROUTES.hookBash, ['-c', ':'])
  expect(box.audit()).toMatchObject([
    { profile_removed: expect.stringContaining('ADDED') },
    { problem: /./ },
    {},
    {},
  ])
  expectValid(box, 4)
})

test('a line that tells who started it follows the schema', () => {
  const [mode, version, host] = ['exec', '1.2.3', 'testhost']
  const startedAt = '2026-01-01T00:00:00.000Z'
  const starter = { agent: 'codex', mode, version, pid: 42, startedAt, host }
  for (const known of [starter, { ...starter, mode: '', version: '', host: '' }]) {
    const line = { ...JSON.parse(logLine()), ...renderStarter(known), sink: 'fifo' }
    expect(faultsOf(line)).toEqual([])
  }
})

for (const route of ALL_ROUTES.filter(({ route }) => route !== 'hook')) {
  test.skipIf(isMissing(route.shell))(
    `how a command ended by ${route.name} follows the schema`,
    async () => {
      const product = ownProduct()
      write(join(product.config, 'config.ini'), '[audit]\nexit = true\n')
      const box = await sandbox(product).declare(DECLARATION).allow().build()
      const env = { CODEX_THREAD_ID: 'é"\\\n', CODEX_TOOL_CALL_ID: '\u001b' }
      await box.shell(route, ['-c', 'exit 3'], { env })
      await box.shell(route, ['-c', 'exit 3'], { cwd: box.dir })
      await box.shell(route, ['-c', 'exec sh -c "kill $$"'])
      expectValid(box, 6)
    },
  )
}

test('gaps and text that is no record follow the schema', () => {
  const [from, until] = [new Date(0), new Date(1)]
  const gap = renderGap({ reason: 'log not writable', from, until, lines: 3 })
  expect(faultsOf(JSON.parse(gap))).toEqual([])
  expect(faultsOf(JSON.parse(renderUnreadable('x', { sink: 'fifo' }).json))).toEqual([])
})

test.each([
  {},
  { ...JSON.parse(logLine()), agent_pid: 42 },
  { ...JSON.parse(logLine()), agent_version: '1.2.3' },
  { time: 'now', command: 'x' },
  { time: '2026-01-01T00:00:00Z', command: 'x' },
  { unreadable: 1 },
  { time: '2026-01-01T00:00:00Z', gap: 'another' },
  { time: '2026-01-01T00:00:00Z', began: '2026-01-01T00:00:00Z', pid: 1, exit: 3 },
])('%j does not follow the schema', (line) => {
  expect(faultsOf(line)).not.toEqual([])
})

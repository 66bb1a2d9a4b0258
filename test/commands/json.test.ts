import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands/index.js'
import { describeProgram } from '../../src/commands/program.js'
import { sandbox } from '../sandbox.js'

const program = describeProgram(await loadCommands())

/** A script for a shell, and what a hook of Codex's answers in its own format. */
const OWN_FORMAT = ['completion', 'session-start']

test.each(program.commands.map((command) => [command.name(), command] as const))(
  '%s can print JSON, and --json never reads',
  (name, command) => {
    const json = command.options.find(({ long }) => long === '--json')
    expect(json !== undefined).toBe(!OWN_FORMAT.includes(name))
    if (json) expect(json.description).toMatch(/^print /)
  },
)

describe('what the verbs that publish print', () => {
  test.each([
    [['set', 'A=secret', '--prepend', 'PATH=/x'], { set: ['A'], prepended: ['PATH'], unset: [] }],
    [['unset', 'A', '--name', 'gpu'], { unset: ['A'], scope: { kind: 'name', name: 'gpu' } }],
    [['overlay', 'clear'], { overlays: [] }],
    [['deny'], { declaration: expect.stringMatching(/env\.ini$/) }],
    [['capture', '--forget'], {}],
  ] as const)('%j', async (argv, printed) => {
    const box = await sandbox().declare('').allow().build()
    const { stdout, status } = await box.control(...argv, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject(printed)
    expect(stdout).not.toContain('secret')
  })

  test('set --json without anything to set says how JSON is read', async () => {
    const box = await sandbox().declare('').allow().build()
    const { status, stderr } = await box.run([box.product.bin, 'set', '--json'], {
      stdin: '{"A": "1"}',
    })
    expect(status).toBe(64)
    expect(stderr).toContain('codex-env-shim set --from-json -')
  })
})

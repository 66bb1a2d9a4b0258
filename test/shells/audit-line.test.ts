import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type AuditLine, type Box, sandbox } from '../sandbox.js'

const declared = () => sandbox().declare('[env]\nVALUE = 1\n').allow().build()

const onlyLine = (box: Box): AuditLine => {
  const [line, ...rest] = box.audit()
  expect(rest).toEqual([])
  return line ?? {}
}

const SHELL_ROUTES = ALL_ROUTES.filter(({ route }) => route !== 'prefix')

for (const route of SHELL_ROUTES) {
  const skip = isMissing(route.shell)

  test.skipIf(skip)(`tells when, and which process, by ${route.name}`, async () => {
    const box = await declared()
    const before = Date.now()
    const { stdout } = await box.shell(route, ['-c', PRINT_PID[route.shell]])
    const line = onlyLine(box)
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    const time = Date.parse(String(line['time']))
    expect(time).toBeGreaterThanOrEqual(before - 1)
    expect(time).toBeLessThanOrEqual(Date.now() + 1)
    expect(line['pid']).toBe(Number(stdout))
    expect(line['ppid']).toBe(process.pid)
  })

  test.skipIf(skip).each([2_000, 2_001, 4_000, 20_000, 65_536])(
    `keeps a command of %i bytes whole, by ${route.name}`,
    async (length) => {
      const box = await declared()
      const head = `: 'quoted' "\\é\n\t"; exit 3 # ${box.dir} `
      const command = head + 'é"\\\n#'.repeat(length).slice(0, length - Buffer.byteLength(head))
      const { status, stderr } = await box.shell(route, ['-c', command])
      expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
      expect(readCommand(box, onlyLine(box))).toBe(command)
      expect(Math.max(...readLengths(box))).toBeLessThanOrEqual(4096)
    },
  )
}

test.each(['UTC0', 'Asia/Kolkata', 'America/St_Johns'])(
  'the times of commands that follow each other never go back, also where a second begins, in %s',
  async (zone) => {
    const box = await declared()
    const env = { ...ROUTES.hookBash.env(box.product), TZ: zone, CODEX_THREAD_ID: 'thread' }
    // The clock by which a prompt tells the second lags by a few milliseconds, so one second at least is crossed; by sixty commands or more, however
    // slow the machine is.
    const follow =
      'until=$(($(date +%s) + 2)) left=6; while [ $left -gt 0 ] || [ "$(date +%s)" -lt $until ]; do left=$((left - 1))'
    const script = `${follow}; for i in 1 2 3 4 5 6 7 8 9 10; do /bin/bash -c :; done; done`
    const before = Date.now()
    const { stderr } = await box.run(['/bin/dash', '-c', script], { env })
    expect(stderr).toBe('')
    const times = box.audit().map((line) => String(line['time']))
    expect(times.length).toBeGreaterThan(50)
    expect(times).toEqual([...new Set(times)].sort())
    expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(before - 1)
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(Date.now() + 1)
  },
)

const PRINT_PID: Record<Route['shell'], string> = {
  bash: 'echo $$',
  zsh: 'echo $$',
  sh: 'echo $$',
  fish: 'echo $fish_pid',
}

/** The whole text of a recorded command. */
function readCommand({ product }: Box, line: AuditLine): string {
  if (line['command_file'] === undefined) return String(line['command'])
  const text = readFileSync(join(product.state, 'commands', String(line['command_file'])), 'utf8')
  expect(text.startsWith(String(line['command']))).toBe(true)
  expect(line['command_bytes']).toBe(Buffer.byteLength(text))
  return text
}

function readLengths({ product, dir }: Box): readonly number[] {
  const lines = readFileSync(product.log, 'utf8').split('\n')
  return lines.filter((line) => line.includes(dir)).map((line) => Buffer.byteLength(line) + 1)
}

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `a command cannot forge a line of its own, by ${route.name}`,
    async () => {
      const box = await declared()
      const forged = `: '\n{"time":"x","command":"forged","cwd":"${box.project}"}\n'`
      await box.shell(route, ['-c', forged, '"},\n{"', `\u001b[2J${box.project}`])
      const line = onlyLine(box)
      expect(line['command']).not.toBe('forged')
      expect(readLengths(box)).toHaveLength(1)
    },
  )
}

const WORDS: readonly (readonly string[])[] = [
  ['true'],
  ['echo', 'a', '', 'b c', ''],
  ['echo', '%s%d', '$(x)', '`y`', '*', '","'],
  ['echo', '"', '\\', '\\"'],
  ['echo', 'é', '\u4e00'],
  ['echo', '\n\t\u001b'],
  ['echo', ...Array.from({ length: 150 }, () => 'x')],
  ['echo', 'x'.repeat(680)],
]
const AGENT = { CODEX_THREAD_ID: 't', CODEX_SESSION_ID: 's', CODEX_TOOL_CALL_ID: 'c' }

for (const [who, env] of Object.entries({ 'an agent': AGENT, nobody: {} })) {
  test.each(WORDS)(`the prefix tells a command in words, of ${who}: %j`, async (...words) => {
    const box = await declared()
    const { status, stderr } = await box.run([box.product.bin, '--', ...words], { env })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(onlyLine(box)).toMatchObject({
      command: words.join(' '),
      argv: words,
      state: 'fresh',
      route: 'prefix',
      shell: '',
      agent: who === 'nobody' ? '' : 'codex',
    })
  })
}

test('an argument list that is too long is cut, and says so', async () => {
  const box = await declared()
  const args = Array.from({ length: 1000 }, (_, index) => `argument-${index}`)
  await box.shell(ROUTES.hookBash, ['-c', ':', 'name', ...args])
  expect(onlyLine(box)).toMatchObject({ argv_cut: true })
  expect(Math.max(...readLengths(box))).toBeLessThanOrEqual(4096)
})

test('three hundred declared names fit the line', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `A_RATHER_LONG_NAME_${index} = 1`)
  const box = await sandbox()
    .declare(`[env]\n${names.join('\n')}\n`)
    .allow()
    .build()
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo $A_RATHER_LONG_NAME_299'])
  expect(stdout).toBe('1\n')
  expect(onlyLine(box)).toMatchObject({ names_cut: true })
  expect(Math.max(...readLengths(box))).toBeLessThanOrEqual(4096)
})

/** What no JavaScript string can hold goes through a shell that makes it. */
const WITH_ODD_BYTES = [
  '/bin/bash',
  '--norc',
  '-c',
  String.raw`exec "$@" $'\xff\xfe' '' $'a\xc3'`,
  '-',
]

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `tells arguments that are not UTF-8, by ${route.name}`,
    async () => {
      const box = await declared()
      // The shell in between must not be one of ours.
      const env = Object.entries(route.env(box.product)).map((entry) => entry.join('='))
      const name = route.shell === 'fish' ? [] : ['name']
      const program = [...route.program(box.product), '-c', ':', ...name]
      const { stderr } = await box.run([...WITH_ODD_BYTES, 'env', ...env, ...program])
      expect(stderr).toBe('')
      const argv = onlyLine(box)['argv'] as readonly string[]
      expect(argv.slice(-3)).toEqual(['\udcff\udcfe', '', 'a\udcc3'])
    },
  )
}

import { mkdirSync, readFileSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locateLog } from '../../src/audit/read/log-file.js'
import { answer } from '../../src/commands/answer.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { logLine, logLines, record } from '../audit/log-line.js'
import { makeFolder, makeWorld, write } from '../world.js'

const makeUser = (env = {}) => makeWorld({ TMPDIR: makeFolder(), ...env })

/** What `log` prints. */
async function log(world: World, ...args: readonly string[]): Promise<string> {
  const { stdout = '', stream } = await answer(world, ['log', ...args])
  let text = stdout
  for await (const part of stream ?? []) text += part
  return text
}

/** The commands that `log` shows. */
async function commands(world: World, ...args: readonly string[]): Promise<readonly string[]> {
  const text = await log(world, '--json', ...args)
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line).command] : []))
}

test('a command is one line: when, in what state, by what route, where, what', async () => {
  const world = makeUser()
  record(world, logLine({ command: 'make -j8' }))
  record(world, logLine({ state: 'none', project: null, cwd: join(world.home, 'x'), route: 'off' }))
  record(world, logLine({ state: 'last-good', cwd: '/p', sink: 'spool' }))
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/gm
  expect((await log(world)).replace(time, 'TIME')).toBe(`TIME  fresh      hook      p/sub  make -j8
TIME  none       off       ~/x  make
TIME  last-good  hook(spool)  p  make
`)
})

test.each([[], ['--json']])('no log and an empty log are no failure', async (...args) => {
  const world = makeUser()
  const friendly = `no command was recorded yet in ${locateLog(world)}\n`
  const expected = args.length > 0 ? '' : friendly
  expect(await log(world, ...args)).toBe(expected)
  record(world, '')
  expect(await log(world, ...args)).toBe(expected)
})

test('a filter that nothing passes says so', async () => {
  const world = makeUser()
  record(world, logLines('make'))
  expect(await log(world, '--thread', 'x')).toBe(`no such command in ${locateLog(world)}\n`)
})

test('the path of the log can be asked', async () => {
  const world = makeUser()
  expect(await log(world, '--path')).toBe(`${world.places.state}/audit.jsonl\n`)
})

test.each([
  [[], 20, 'command 99979'],
  [['-n', '3'], 3, 'command 99996'],
  [['-n', '0'], 0, undefined],
  [['--lines', 'all'], 99_999, 'command 0'],
])('of 99,999 lines %j shows %i', async (args, count, first) => {
  const world = makeUser()
  record(world, logLines(...Array.from({ length: 99_999 }, (_, at) => `command ${at}`)))
  const shown = await commands(world, ...args)
  expect(shown).toHaveLength(count)
  expect(shown[0]).toBe(first)
})

test('the whole log is told in parts', async () => {
  const world = makeUser()
  record(world, logLines(...Array.from({ length: 10_000 }, () => 'make')))
  const { stream } = await runProgram(world, ['log', '-n', 'all', '--json'])
  const sizes: number[] = []
  for await (const part of stream ?? []) sizes.push(part.length)
  expect(sizes.length).toBeGreaterThan(10)
  expect(Math.max(...sizes)).toBeLessThan(100_000)
})

test('the newest lines are found without reading the rest, however large it is', async () => {
  const world = makeUser()
  // Twenty gigabytes of nothing, which take no room on the disk.
  truncateSync(record(world, ''), 20_000_000_000)
  record(world, `\n${logLines('a', 'b')}`)
  expect(await commands(world, '-n', '2')).toEqual(['a', 'b'])
})

test.each([
  [['--thread', 't2'], ['other thread']],
  [['--state', 'refused'], ['refused']],
  [['--call', 'c9'], ['other call']],
  [
    ['--project', '/q'],
    ['other project', 'outside'],
  ],
  [['--project', '/q', '--state', 'none'], ['outside']],
  [['--project', '/p', '-n', '1'], ['refused']],
])('%j filters', async (args, expected) => {
  const world = makeUser()
  const project = { project: '/q', cwd: '/elsewhere' }
  const lines = [
    logLine({ command: 'other thread', thread: 't2' }),
    logLine({ command: 'other call', tool_call: 'c9' }),
    logLine({ command: 'other project', ...project }),
    logLine({ command: 'outside', project: null, cwd: '/q/sub', state: 'none' }),
    logLine({ command: 'neighbour', project: null, cwd: '/qq' }),
    logLine({ command: 'refused', state: 'refused' }),
  ]
  record(world, lines.join(''))
  expect(await commands(world, ...args)).toEqual(expected)
})

test('a project is found by a link to it, and by a relative path', async () => {
  const world = makeUser()
  const link = join(world.home, 'link')
  symlinkSync(world.cwd, link)
  record(world, logLine({ command: 'real', project: world.cwd, cwd: world.cwd }))
  record(world, logLine({ command: 'link', project: null, cwd: join(link, 'sub') }))
  expect(await commands(world, '--project', '../link')).toEqual(['real', 'link'])
  expect(await commands(world, '--project', '.')).toEqual(['real'])
})

test.each([
  [['-n', '-1'], 'Expected a number, or all.'],
  [['-n', '1e3'], 'Expected a number, or all.'],
  [['--json', '--format', 'csv'], "option '--json' cannot be used with option '--format <format>'"],
  [['--state', 'good'], 'Allowed choices are fresh, last-good'],
])('%j is a usage error', async (args, message) => {
  expect(await runProgram(makeUser(), ['log', ...args])).toMatchObject({
    status: 64,
    stderr: expect.stringContaining(message),
  })
})

const hostile = '\u001b[2J\u001b[Hls\r\n2026-01-01  fresh  hook  p  forged\u202eb\u2028c\u009b1m'

test('a command can neither move the cursor nor forge a line', async () => {
  const world = makeUser()
  record(world, logLine({ command: hostile, cwd: '/p/\u001b]0;x', state: '\u001b[1m' }))
  const text = await log(world, '--full')
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toMatch(/^[ -~]*\n$/)
  expect(text).toContain('\\u{1b}[2J\\u{1b}[Hls\\u{d}\\n2026-01-01  fresh')
})

test('what is not UTF-8 is shown byte by byte, what is UTF-8 beside it as it is', async () => {
  const world = makeUser()
  record(world, logLine({ command: '\udcff \udcc3\udca9 \udce2\udc80\udcae' }))
  expect(await log(world)).toContain('  \\xff é \\u{202e}\n')
})

test("a directory's name cannot pass for a command", async () => {
  const world = makeUser()
  record(world, logLine({ cwd: '/p/x  rm -rf y', command: 'true' }))
  expect(await log(world)).toContain('  p/x\\u{20}\\u{20}rm -rf y  true\n')
})

test('JSON is the line as it is in the log, with what does harm on a terminal escaped', async () => {
  const world = makeUser()
  const line = logLine({ command: 'x' }).replace('"x"', '"\\udcff é"')
  record(world, line)
  expect(await log(world, '--json')).toBe(line)
  record(world, logLine({ command: hostile }))
  const [, last = ''] = (await log(world, '--json')).split('\n')
  expect(last).toMatch(/^[ -~]*$/)
  expect(JSON.parse(last)).toMatchObject({ command: hostile })
})

test('torn and foreign lines are shown, whatever is filtered, and lose no others', async () => {
  const world = makeUser()
  const torn = logLines('torn').slice(0, 40)
  record(world, `${torn}${logLines('whole')}foreign \u001b[1m\n{"other":1}\n`)
  record(world, Buffer.from([0xff, 0x0a]))
  expect((await log(world, '--thread', 'x')).split('\n')).toEqual([
    `unreadable  ${torn}`,
    'unreadable  foreign \\u{1b}[1m',
    'unreadable  {"other":1}',
    'unreadable  \\xff',
    '',
  ])
  const json = (await log(world, '--json')).trimEnd().split('\n')
  expect(json.map((line) => JSON.parse(line))).toMatchObject([
    { unreadable: torn },
    { command: 'whole' },
    { unreadable: 'foreign \u001b[1m' },
    { unreadable: '{"other":1}' },
    { unreadable: '\udcff' },
  ])
})

const NAME = '2026-01-02T030405.678901Z-2.txt'

test('a long command is shown by its head, or whole, and still on one line', async () => {
  const world = makeUser()
  const whole = `echo \u001b[1m\n${'x'.repeat(5000)}`
  const head = whole.slice(0, 3000)
  const line = { command: head, command_file: NAME, command_bytes: whole.length }
  record(world, logLine(line))
  write(
    join(world.places.state, 'commands', NAME),
    Buffer.concat([Buffer.from(whole), Buffer.from([0xff])]),
  )
  const short = await log(world)
  expect(short).toMatch(/ {2}echo \\u\{1b\}\[1m\\nx+… \(5010 bytes\)\n$/)
  expect(short.length).toBeLessThan(300)
  expect(await log(world, '--full')).toContain(`[1m\\n${'x'.repeat(5000)}\\xff\n`)
  expect(JSON.parse(await log(world, '--json'))).toMatchObject(line)
  const full = JSON.parse(await log(world, '--json', '--full'))
  expect(full).toMatchObject({ ...line, command: `${whole}\udcff` })
})

test.each(['gone.txt', '../trust/secret.txt', NAME])(
  'a command whose file %j cannot be had is shown by its head',
  async (name) => {
    const world = makeUser()
    record(world, logLine({ command: 'head', command_file: name, command_bytes: 9 }))
    mkdirSync(join(world.places.state, 'trust'))
    write(join(world.places.state, 'trust/secret.txt'), 'secret')
    expect(await log(world, '--full')).toContain('head… (9 bytes, lost)\n')
  },
)

test('what was wrong is told with the whole text', async () => {
  const world = makeUser()
  record(world, logLine({ state: 'last-good', problem: 'bad \u001b[1m line' }))
  expect(await log(world)).not.toContain('bad')
  expect(await log(world, '--full')).toContain('\n    bad \\u{1b}[1m line\n')
})

test.each([
  [{}, true, '\u001b[32mfresh    \u001b[39m'],
  [{ NO_COLOR: '1' }, true, '  fresh      hook'],
  [{}, false, '  fresh      hook'],
])('with %j, terminal %j, the state is coloured or not', async (env, stdoutIsTerminal, shown) => {
  const world = { ...makeUser(env), stdoutIsTerminal }
  record(world, logLine())
  expect(await log(world)).toContain(shown)
})

test('a spool is merged before the log is read, or warned of', async () => {
  const world = makeUser()
  const spool = join(world.env['TMPDIR'] ?? '', `codex-env-shim-${world.uid}`)
  mkdirSync(spool, { mode: 0o700 })
  write(join(spool, 'audit.jsonl'), logLines('spooled'))
  expect(await commands(world)).toEqual(['spooled'])
  const other = { ...world, env: { TMPDIR: makeFolder() } }
  write(join(other.env.TMPDIR, `codex-env-shim-${world.uid}`), 'a file')
  const { stderr } = await runProgram(other, ['log'])
  expect(stderr).toMatch(/^codex-env-shim: .* is not a directory \(ENOTDIR\); it was not merged\n$/)
  expect(readFileSync(locateLog(world), 'utf8').split('\n')).toHaveLength(2)
})

test('a log that is no file is told', async () => {
  const world = makeUser()
  mkdirSync(locateLog(world), { recursive: true })
  await expect(log(world)).rejects.toMatchObject({ kind: 'bad-store', status: 1 })
})

test('help has examples', async () => {
  expect(await log(makeUser(), '--help')).toMatch(/Examples:\n {2}codex-env-shim log -f\n/)
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FORMATS } from '../../src/audit/show/formats/index.js'
import { runProgram } from '../../src/commands/program.js'
import type { World } from '../../src/system/world.js'
import { makeFolder, makeWorld, write } from '../world.js'
import { logLine, record } from './log-line.js'

const makeUser = () => makeWorld({ TMPDIR: makeFolder() })

async function print(world: World, format: string, ...args: readonly string[]): Promise<string> {
  const { stream } = await runProgram(world, ['log', '--format', format, ...args])
  let text = ''
  for await (const part of stream ?? []) text += part
  return text
}

const GAP = {
  time: '2026-01-02T00:00:00.000Z',
  gap: 'no collector',
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-01-02T00:00:00.000Z',
}

test('ecs has the names of the Elastic Common Schema', async () => {
  const world = makeUser()
  record(world, logLine({ command: 'make "é"', argv: ['/bin/bash', 'x'], sink: 'fifo' }))
  expect(JSON.parse(await print(world, 'ecs'))).toEqual({
    '@timestamp': '2026-01-02T03:04:05.678901Z',
    'ecs.version': '8.11.0',
    'event.module': 'codex-env-shim',
    'event.dataset': 'codex-env-shim.audit',
    'event.kind': 'event',
    'event.category': ['process'],
    'event.type': ['start'],
    'event.action': 'exec',
    'process.args': ['/bin/bash', 'x'],
    'process.args_count': 2,
    'process.command_line': 'make "é"',
    'process.executable': '/bin/bash',
    'process.parent.pid': 1,
    'process.pid': 2,
    'process.working_directory': '/p/sub',
    'codex_env_shim.agent': 'codex',
    'codex_env_shim.thread': 't1',
    'codex_env_shim.session': 's1',
    'codex_env_shim.tool_call': 'c1',
    'codex_env_shim.plan': '0123456789abcdef',
    'codex_env_shim.prepended': ['PATH'],
    'codex_env_shim.project': '/p',
    'codex_env_shim.route': 'hook',
    'codex_env_shim.set': ['A'],
    'codex_env_shim.shell': 'bash',
    'codex_env_shim.sink': 'fifo',
    'codex_env_shim.state': 'fresh',
  })
})

test('ecs calls a refused command denied', async () => {
  const world = makeUser()
  record(world, logLine({ state: 'refused' }))
  expect(JSON.parse(await print(world, 'ecs'))).toMatchObject({
    'event.type': ['denied'],
    'event.outcome': 'failure',
  })
})

test('otel is what an OpenTelemetry collector reads from a file', async () => {
  const world = makeUser()
  record(world, logLine())
  const request = JSON.parse(await print(world, 'otel'))
  const [{ resource, scopeLogs }] = request.resourceLogs
  expect(resource.attributes).toEqual([
    { key: 'service.name', value: { stringValue: 'codex-env-shim' } },
  ])
  const [
    {
      logRecords: [one],
    },
  ] = scopeLogs
  expect(one).toMatchObject({
    timeUnixNano: '1767323045678901000',
    severityNumber: 9,
    eventName: 'codex_env_shim.exec',
  })
  expect(one.attributes).toEqual(
    expect.arrayContaining([
      { key: 'process.command_line', value: { stringValue: 'make' } },
      {
        key: 'process.command_args',
        value: { arrayValue: { values: [{ stringValue: '/bin/bash' }] } },
      },
      { key: 'process.pid', value: { intValue: '2' } },
      { key: 'process.parent_pid', value: { intValue: '1' } },
      { key: 'gen_ai.agent.name', value: { stringValue: 'codex' } },
      { key: 'gen_ai.conversation.id', value: { stringValue: 't1' } },
      { key: 'gen_ai.tool.call.id', value: { stringValue: 'c1' } },
      { key: 'codex_env_shim.state', value: { stringValue: 'fresh' } },
    ]),
  )
})

test('csv has a header, one line an entry, and no formula', async () => {
  const world = makeUser()
  const further = {
    wrap: ['cage'],
    overlays: ['project', 'gpu'],
    overlaid: ['A', 'B'],
    refused: ['LD_PRELOAD'],
  }
  record(world, logLine({ command: '=1+1,"x"\n', ...further }))
  record(world, `${JSON.stringify(GAP)}\n`)
  record(world, 'torn\n')
  expect(await print(world, 'csv')).toBe(
    [
      'time,state,route,shell,agent,thread,session,tool_call,pid,ppid,cwd,project,plan,sink,command,problem,wrap,overlays,overlaid,refused,agent_pid,agent_started,agent_mode,agent_version,agent_host,began,exit,signal,seconds',
      `2026-01-02T03:04:05.678901Z,fresh,hook,bash,codex,t1,s1,c1,2,1,/p/sub,/p,0123456789abcdef,,"'=1+1,""x""\\n",,cage,project gpu,A B,LD_PRELOAD,,,,,,,,,`,
      `${GAP.time},gap,,,,,,,,,,,,,,"no collector, ${GAP.from} to ${GAP.until}",,,,,,,,,,,,,`,
      ',unreadable,,,,,,,,,,,,,,torn,,,,,,,,,,,,,',
      '',
    ].join('\r\n'),
  )
})

const BEFORE_SIGN = [
  '',
  ' ',
  '\u00a0 ',
  '\u3000',
  '\u2009',
  '"',
  "'",
  '\u2019',
  '\u201c',
  '\uff07',
  ' "\u00a0\'',
]
const SIGNS = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20', '\ufe66', '\u2212']

test('a cell that a spreadsheet would evaluate behind blanks and quotes, or by a wide sign, is text', async () => {
  const world = makeUser()
  const commands = BEFORE_SIGN.flatMap((before) => SIGNS.map((sign) => `${before}${sign}cmd|x`))
  for (const command of commands) record(world, logLine({ command, problem: command }))
  const cells = commands.map((command) => `'${command}`.replaceAll('"', '""'))
  const text = await print(world, 'csv', '-n', 'all')
  for (const cell of cells)
    expect(text).toMatch(new RegExp(`,"?${escapePattern(cell)}"?,"?${escapePattern(cell)}"?,`))
})

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

test('text tells of a gap', async () => {
  const world = makeUser()
  record(world, `${JSON.stringify({ ...GAP, lines: 3 })}\n`)
  expect(await print(world, 'text')).toMatch(
    /gap {8}no collector {2}3 lines are missing, .* to .*\n$/,
  )
})

const HOSTILE = 'x\u001b[2J\r\n\u202e\u200b\u2028\udcff\u0085 =cmd'

test.each(Object.keys(FORMATS))(
  'nothing in %s forges a line, moves a cursor or hides',
  async (format) => {
    const world = makeUser()
    record(
      world,
      logLine({ command: HOSTILE, cwd: HOSTILE, state: HOSTILE, thread: HOSTILE, argv: [HOSTILE] }),
    )
    record(world, `${HOSTILE.replace('\n', '')}\n`)
    record(world, `${JSON.stringify({ ...GAP, gap: HOSTILE, from: HOSTILE })}\n`)
    const text = await print(world, format)
    expect(text.trimEnd().split('\n')).toHaveLength(format === 'csv' ? 4 : 3)
    expect(text.replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
  },
)

test.each(['json', 'ecs', 'otel', 'csv', 'text'])(
  '%s has the whole of a long command with --full',
  async (format) => {
    const world = makeUser()
    const name = '2026-01-02T030405.678901Z-2.txt'
    write(join(world.places.state, 'commands', name), `${'long '.repeat(2000)}last word`)
    record(world, logLine({ command: 'long', command_file: name, command_bytes: 10_003 }))
    expect(await print(world, format, '--full')).toContain(`${'long '.repeat(2000)}last word`)
    expect(await print(world, format)).not.toContain('last word')
  },
)

test('a format that is not known is refused', async () => {
  expect(await runProgram(makeUser(), ['log', '--format', 'xml'])).toMatchObject({ status: 64 })
})

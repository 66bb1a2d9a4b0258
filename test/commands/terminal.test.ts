import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locateLog } from '../../src/audit/read/log-file.js'
import { answer } from '../../src/commands/answer.js'
import { loadCommands } from '../../src/commands/index.js'
import type { World } from '../../src/system/world.js'
import { logLine } from '../audit/log-line.js'
import { sandbox } from '../sandbox.js'
import { declare, makeWorld, write } from '../world.js'

const COMMANDS = await loadCommands()

/** ESC, newline, CR, C1 controls, every bidi control, line and paragraph separators, BOM, what cannot be seen. */
const HOSTILE =
  'x\u001b[31m\nFORGED\r\u0007\u007f\u0085\u009b2J\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\u00ad\t'

/** The same as far as a line of a text file can hold it. */
const IN_LINE = HOSTILE.replaceAll(/[\n\r]/g, '')

const LEFT = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|^\W*FORGED/mu

/** Everything that is printed, by whatever way the command ends. */
async function say(world: World, argv: readonly string[]): Promise<string> {
  const { stdout, stderr, stream } = await answer(world, argv)
  let text = `${stdout}${stderr}`
  if (stream) for await (const part of stream) text += part
  return text
}

const DECLARATIONS: Readonly<Record<string, string>> = {
  'a section': `[${IN_LINE}]\nA = 1\n`,
  'a key': `[env]\n${IN_LINE} = 1\n`,
  'an odd line': `[env]\n${IN_LINE}\n`,
  'a value': `[env]\nA = ${IN_LINE}\n[path]\nPATH[] = ${IN_LINE}\nLD_LIBRARY_PATH[] = ${IN_LINE}\n`,
  'a template': `[env]\nA = \${${IN_LINE}}\nB = \${X:-\${${IN_LINE}}}\n`,
  'a name to unset': `[unset]\nnames[] = ${IN_LINE}\n`,
  'a name to restore': `[restore]\nnames[] = ${IN_LINE}\nnames[] = LD_*\n`,
  'a provider': `[providers]\nuse[] = ${IN_LINE}\n`,
  'an argument of a provider': `[providers]\nuse[] = dotenv ${IN_LINE}\n`,
  'what a provider answers': '[providers]\nuse[] = dotenv\n',
  'a login mode': `[shell]\nlogin = ${IN_LINE}\n`,
  'a wrap': `[run]\nwrap = ${IN_LINE}\n`,
  'a refused name': `[env]\nLD_PRELOAD = ${IN_LINE}\nHOME = ${IN_LINE}\nPYTHONPATH = ${IN_LINE}\n`,
}

/** Every verb, with arguments of its own where it has any. */
const LINES: readonly (readonly string[])[] = [
  ['init'],
  ['init', '..'],
  ['init', HOSTILE],
  ['allow'],
  ['allow', '--json'],
  ['allow', '--verbose'],
  ['allow', '--name', HOSTILE],
  ['allow', HOSTILE],
  ['status'],
  ['status', '--json'],
  ['status', HOSTILE],
  ['env'],
  ['env', '--json'],
  ['env', '--diff'],
  ['env', '--diff', '--json'],
  ['env', '--explain'],
  ['env', '--explain', 'A'],
  ['env', '--explain', HOSTILE],
  ['env', '--explain', '--json'],
  ['env', '--agent', HOSTILE],
  ['env', HOSTILE],
  ['edit', HOSTILE],
  ...['bash', 'zsh', 'fish', 'json', 'dotenv'].map((form) => [
    'env',
    '--shell',
    form,
    '--show-secrets',
  ]),
  ['set', `A=${HOSTILE}`],
  ['set', `${HOSTILE}=1`],
  ['set', '--from-file', HOSTILE],
  ['set', '--prepend', `PATH=/${HOSTILE}`],
  ['set', '--prepend', HOSTILE],
  ['set', '--thread', HOSTILE, 'A=1'],
  ['set', '--name', HOSTILE, 'A=1'],
  ['unset', HOSTILE],
  ['unset', '--name', HOSTILE, 'A'],
  ['overlay', 'list'],
  ['overlay', 'list', '--json'],
  ['overlay', HOSTILE],
  ['overlay', 'list', HOSTILE],
  ['overlay', 'clear', HOSTILE],
  ['capture', '--name', HOSTILE],
  ['capture', '--timeout', HOSTILE],
  ['capture', '--', HOSTILE],
  ['capture', '--', 'eval', `export A='${HOSTILE.replaceAll("'", '')}'`],
  ['capture', '--list'],
  ['capture', '--list', '--json'],
  ['capture', '--json'],
  ['capture', '--forget'],
  ['log', '-n', 'all'],
  ['log', '-n', 'all', '--full'],
  ...['text', 'json', 'otel', 'ecs'].map((form) => ['log', '-n', 'all', '--format', form]),
  ['log', '--verify'],
  ['log', '--verify', '--json'],
  ['log', '--explain', 'call_1'],
  ['log', '--explain', 'call_1', '--json'],
  ['log', '--explain', HOSTILE],
  ['log', '--path'],
  ['log', '--html', HOSTILE],
  ['log', '--html', `/${HOSTILE}/page.html`],
  ['log', '--project', HOSTILE],
  ['log', '--thread', HOSTILE],
  ['log', '--format', HOSTILE],
  ['log', '--rotate'],
  ['doctor'],
  ['doctor', '--json'],
  ['doctor', HOSTILE],
  ['verify', '--codex', `/${HOSTILE}`],
  ['verify', '--sandbox', HOSTILE],
  ['setup'],
  ['enable', 'codex', '--dry-run'],
  ['enable', 'codex', '--dry-run', '--json'],
  ['enable', 'codex', '--route', 'shell'],
  ['enable', 'codex'],
  ['disable', 'codex', '--dry-run'],
  ['disable', 'codex'],
  ['enable', HOSTILE],
  ['enable', 'codex', '--route', HOSTILE],
  ['disable', HOSTILE],
  ['completion', HOSTILE],
  ['session-start', HOSTILE],
  ['deny'],
  ['status'],
  [HOSTILE],
  ['--version', HOSTILE],
  ['version'],
  ['version', '--json'],
  ['version', HOSTILE],
  ['status', `--${HOSTILE}`],
]

test('every verb is tried', () => {
  const names = COMMANDS.flatMap(({ commands }) => commands.map(({ name }) => name))
  const tried = new Set(LINES.map(([verb]) => verb))
  expect(names.filter((name) => !tried.has(name))).toEqual([])
})

/** What a declaration is shown by. */
const ABOUT_PROJECT = LINES.filter(([verb = '']) =>
  ['allow', 'status', 'env', 'set', 'doctor'].includes(verb),
)

/** The command lines that print what acts on a terminal, with it. */
async function findUnsafe(world: World, lines = LINES): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for (const argv of lines) {
    const text = await say(world, argv)
    if (LEFT.test(text)) found[argv.join(' ')] = text
  }
  return found
}

test.each(Object.entries(DECLARATIONS))(
  'a declaration cannot make a verb print what acts on a terminal: %s',
  async (_what, text) => {
    expect(await findUnsafe(makeHostileWorld(text), ABOUT_PROJECT)).toEqual({})
  },
)

test('nor can a path, an argument, a variable or a line of the log', async () => {
  expect(await findUnsafe(makeHostileWorld('[env]\nA = 1\n[restore]\nnames[] = *\n'))).toEqual({})
})

test.each([
  `[audit]\n${IN_LINE} = 1\n`,
  `[${IN_LINE}]\n`,
  `[env]\n${IN_LINE} = ${IN_LINE}\n`,
  `[secure]\nmode = ${IN_LINE}\n`,
])('nor can the settings: %j', async (text) => {
  const world = makeHostileWorld('[env]\nA = 1\n')
  write(join(world.places.config, 'config.ini'), text)
  expect(await findUnsafe(world, [...ABOUT_PROJECT, ['log', '-n', 'all']])).toEqual({})
})

test('nor does the prefix say what it was given as it is', async () => {
  const box = await sandbox().build()
  for (const words of [['-C', HOSTILE, 'true'], [`-C${HOSTILE}`, 'true'], [`-${HOSTILE}`]]) {
    const { status, stdout, stderr } = await box.control('exec', ...words)
    expect(status).not.toBe(0)
    expect(stdout + stderr, words[0]).not.toMatch(LEFT)
  }
})

test('our own colours survive on a terminal, and those of a name do not', async () => {
  const world = { ...makeHostileWorld('[env]\nA = 1\n'), stdoutIsTerminal: true }
  await say(world, ['allow'])
  const { stdout = '' } = await answer(world, ['status'])
  expect(stdout).toContain('\u001b[32mfresh\u001b[39m')
  const uncoloured = stdout.split('\u001b[').map((part) => part.replace(/^(?:2|22|3[1-6]|39)m/, ''))
  expect(uncoloured.join('')).not.toMatch(LEFT)
  expect(stdout).not.toContain('x\u001b[31m')
})

test('in JSON it is still there', async () => {
  const world = makeHostileWorld(`[env]\nA = ${IN_LINE}\n`)
  await answer(world, ['allow'])
  const { stdout = '' } = await answer(world, ['status', '--json'])
  expect(JSON.parse(stdout).projects[0].root).toBe(world.cwd)
})

/** A user whose every name is hostile: folders, variables, what was recorded, what tools answer. */
function makeHostileWorld(declaration: string): World {
  const world = makeWorld()
  const cwd = join(world.home, HOSTILE, 'project')
  mkdirSync(cwd, { recursive: true })
  declare(cwd, declaration)
  write(join(cwd, '.env'), `A="${HOSTILE}"\nB='${HOSTILE}'\n`)
  write(join(cwd, '.tool-versions'), `${HOSTILE} 1\n`)
  write(join(world.home, '.codex/config.toml'), `# ${IN_LINE}\nmodel = "${IN_LINE}"\n`)
  for (const file of ['hook.bash', 'bash', 'zdotdir/.zshenv']) {
    write(join(world.places.data, 'shells', file), '')
  }
  const fields = {
    cwd: HOSTILE,
    project: HOSTILE,
    problem: HOSTILE,
    thread: HOSTILE,
    sink: HOSTILE,
  }
  const line = logLine({ command: HOSTILE, ...fields, tool_call: 'call_1', state: HOSTILE })
  write(locateLog(world), `${line}${IN_LINE}\n{"time":"${IN_LINE}"}\n`)
  const env = {
    HOME: world.home,
    PATH: '/usr/bin:/bin',
    CODEX_HOME: join(world.home, '.codex'),
    TMPDIR: join(world.home, HOSTILE),
    ODD: HOSTILE,
    [HOSTILE]: HOSTILE,
    API_KEY: HOSTILE,
    LD_LIBRARY_PATH: HOSTILE,
  }
  return { ...world, cwd, env }
}

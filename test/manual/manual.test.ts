import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands/index.js'
import { describeProgram } from '../../src/commands/program.js'
import { renderManual } from '../../src/manual/manual.js'
import { quote } from '../../src/manual/roff.js'
import { PROVIDER_NAMES } from '../../src/providers/index.js'
import { describeVersion, readVersion } from '../../src/system/version.js'
import { isMissing } from '../programs.js'
import { sharedProduct } from '../sandbox.js'
import { makeFolder, write } from '../world.js'

const COMMANDS = await loadCommands()

const edition = { date: '2026-01-02', source: 'codex-env-shim 0.0.0' }
const pages = renderManual(describeProgram(COMMANDS), COMMANDS, edition)

test('there is a page for the program and one for each command', () => {
  const names = COMMANDS.flatMap(({ commands }) => commands).map(({ name }) => name)
  const files = names.map((name) => `codex-env-shim-${name}.1`)
  expect(pages.map(({ file }) => file).sort()).toEqual(
    ['codex-env-shim.1', 'codex-env-shim-env.ini.5', ...files].sort(),
  )
})

test.each([
  ['a-b', 'a\\-b'],
  ['C:\\n', 'C:\\en'],
  [".SH and\n'tis", "\\&.SH and\n\\&'tis"],
])('%j is no request and no escape', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

describe.skipIf(isMissing('mandoc'))('what mandoc says', () => {
  test.each(pages)('$file is a page that it has nothing against', ({ file, text }) => {
    const path = write(join(makeFolder(), file), text)
    expect(execFileSync('mandoc', ['-Tlint', '-Wwarning', path], { encoding: 'utf8' })).toBe('')
  })
})

test.skipIf(isMissing('man'))('man shows what is installed, with what --help says', () => {
  const manual = join(sharedProduct().home, '.local/share/man')
  const env = { PATH: '/usr/bin:/bin', MANWIDTH: '200', LC_ALL: 'C.UTF-8' }
  const show = (page: string) =>
    execFileSync('man', ['-M', manual, '-P', 'cat', page], { env, encoding: 'utf8' })
  expect(show('codex-env-shim-log')).toMatch(
    /--thread <id>\n.*only commands of this agent's thread/,
  )
  const program = show('codex-env-shim')
  for (const { title } of COMMANDS) expect(program).toContain(title)
  const declaration = show('codex-env-shim-env.ini')
  expect(declaration).toMatch(/^CODEX-ENV-SHIM-ENV\.INI\(5\)/)
  for (const section of [
    'project',
    'env',
    'path',
    'unset',
    'restore',
    'providers',
    'wrap',
    'shell',
  ])
    expect(declaration).toContain(`[${section}]`)
  for (const name of PROVIDER_NAMES)
    expect(declaration).toMatch(new RegExp(`\\b${name}(?:\\[\\] =|\\b)`))
  expect(program).toMatch(/127 +The command was not found\./)
})

test('the commit stands behind the version where the build knew it', () => {
  expect(describeVersion({ version: '1.2.3' })).toBe('1.2.3')
  expect(describeVersion({ version: '1.2.3', commit: 'abc1234' })).toBe('1.2.3 (abc1234)')
  expect(readVersion()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
})

import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { renderForm } from '../../src/effective/text.js'
import { parseBlock } from '../../src/variables/environment.js'
import { HOSTILE_VALUES } from '../hostile-values.js'
import { findProgram, isMissing } from '../programs.js'

const values = Object.fromEntries(HOSTILE_VALUES.map((value, index) => [`V${index}`, value]))
const contents = { values, removed: ['GONE'], hidden: ['API_KEY'] }

/** What a shell that is given `text` as its command then hands to its programs. */
function runIn(shell: string, text: string) {
  const args = { bash: ['--norc', '-c'], fish: ['--no-config', '-c'] }[shell] ?? ['-c']
  const script = `${text}/usr/bin/env -0`
  const env = { PATH: '/usr/bin:/bin', GONE: 'there', API_KEY: 'the old one' }
  const output = execFileSync(findProgram(shell) ?? shell, [...args, script], {
    env,
    encoding: 'utf8',
  })
  return parseBlock(output)
}

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  test.skipIf(isMissing(shell))('every value arrives exactly, and what is gone is gone', () => {
    const environment = runIn(shell, renderForm(shell, contents))
    expect(environment).toMatchObject({ ...values, API_KEY: 'the old one' })
    expect(environment['GONE']).toBeUndefined()
  })

  test('what no shell may set, and what has no name a shell accepts, is left out', () => {
    const odd = { PWD: '/x', UID: '1', 'a.b': '1', 'BASH_FUNC_f%%': '() { :; }', SHLVL: '9' }
    expect(renderForm(shell, { values: odd, removed: ['PPID'], hidden: [] })).toBe('')
  })
})

test.each([
  ['plain/1.2', 'A=plain/1.2\n'],
  ['', 'A=\n'],
  ['two words $HOME', "A='two words $HOME'\n"],
  ["it's", 'A="it\'s"\n'],
  ["it's $5", '# A: its value cannot be written in this form\n'],
  ['two\nlines', "A='two\nlines'\n"],
])('as dotenv %j', (value, expected) => {
  expect(renderForm('dotenv', { values: { A: value }, removed: [], hidden: [] })).toBe(expected)
})

test('bytes that are not UTF-8 are not set as something else', () => {
  const values = { A: Buffer.from([0x61, 0xff]).toString(), B: '1' }
  expect(renderForm('bash', { values, removed: [], hidden: [] })).toBe(
    "# A: its value is not UTF-8, left out\nexport B='1'\n",
  )
})

test('as JSON nothing is left out', () => {
  const odd = { 'a.b': '1', PWD: '/x' }
  expect(JSON.parse(renderForm('json', { values: odd, removed: [], hidden: [] }))).toEqual(odd)
})

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDotenv } from '../../../src/providers/tools/dotenv-text.js'
import { HOSTILE_VALUES } from '../../hostile-values.js'
import { allow, ask, askAll, provide, writeProject } from '../project.js'

describe('the text', () => {
  test.each([
    ['A=v', 'v'],
    ['export A = v  # why', 'v'],
    ['A=', ''],
    ['A=abc#def', 'abc#def'],
    ['A="x # y"  # why', 'x # y'],
    ["A='it is $HOME \\n'", 'it is $HOME \\n'],
    ['A="one\\ntwo \\"quoted\\" \\$HOME"', 'one\ntwo "quoted" $HOME'],
    ['A="one\ntwo"', 'one\ntwo'],
    ["A='one\ntwo'", 'one\ntwo'],
    ['A=${P}/x $(echo hi) `date`', '${P}/x $(echo hi) `date`'],
    ['\uFEFF# comment\r\n\r\nA=v\r\n', 'v'],
    ['A=a=b', 'a=b'],
    ['A=`it\'s "so"\\n\nand ${so}`  # why', 'it\'s "so"\\n\nand ${so}'],
    ['A=``', ''],
    ['A: v', 'v'],
    ['A =   "v"', 'v'],
    ['A= # nothing', ''],
    ['A={"json": [1, 2]}', '{"json": [1, 2]}'],
  ])('%j is read as %j', (text, value) => {
    expect(parseDotenv(text)).toMatchObject({ ok: true, entries: [{ name: 'A', value }] })
  })

  test.each([
    ['A=1\ntwo words', 2, 'not NAME=value'],
    ['A=1\nA:v', 2, 'not NAME=value'],
    ['A=`never closed\nB=1', 1, 'A: the quote is never closed'],
    ['A="never closed\nB=1', 1, 'A: the quote is never closed'],
    ['A="a" b', 1, 'A: text behind the closing quote'],
    ['=x', 1, 'not NAME=value'],
  ])('%j is an error with its line', (text, line, what) => {
    expect(parseDotenv(text)).toMatchObject({ ok: false, line, what })
  })

  test.each(['KEY', 'export KEY', '  KEY  # the agent has it'])(
    '%j names a variable and says no value',
    (text) => {
      expect(parseDotenv(text)).toEqual({ ok: true, entries: [{ name: 'KEY', line: 1 }] })
    },
  )

  test('every other value survives in double quotes', () => {
    for (const value of HOSTILE_VALUES) {
      const written = value.replace(/["\\$]/g, '\\$&').replace(/\r/g, '\\r')
      expect(parseDotenv(`A="${written}"`)).toMatchObject({ ok: true, entries: [{ value }] })
    }
  })
})

test('a bare .env is never loaded by itself', async () => {
  const box = await writeProject('', { 'project/.env': 'A=1\n' })
  await allow(box)
  expect(await ask(box, 'echo "[$A]"')).toBe('[]')
})

test('the named files count, the later one wins, and nothing in them is run', async () => {
  const box = await provide('dotenv[] = .env\ndotenv[] = .env.local', {
    'project/.env': 'A=1\nB=$(touch ran)\nPATH=/opt/dot:$PATH\nHOME=/elsewhere\nBASH_ENV=/evil\n',
    'project/.env.local': 'A=2\n',
  })
  expect(await ask(box, 'echo "$A|$B|$PATH|$HOME|$BASH_ENV"; ls')).toBe(
    `2|$(touch ran)|/opt/dot:/usr/bin:/bin|${box.home}|`,
  )
})

test('what is the user’s own is left to the user, and nothing goes without a word', async () => {
  const box = await provide('dotenv[] = .env', {
    'project/.env':
      'HOSTNAME=0.0.0.0\nTMP=/srv\nCOLUMNS=200\nKEPT\nHOME=/elsewhere\nK.DOT=1\nPATH=bin:/opt/dot\n',
  })
  const env = { KEPT: 'agent' }
  expect(await ask(box, 'echo "$HOSTNAME|$TMP|$COLUMNS|$KEPT|$HOME|$PATH"', { env })).toBe(
    `0.0.0.0|/srv|200|agent|${box.home}|/opt/dot:/usr/bin:/bin`,
  )
  const { stdout } = await box.control('status')
  expect(stdout).toContain('.env:4): KEPT has no value; it stays as it is')
  expect(stdout).toContain('.env:7): PATH: "bin" is left out')
  expect(stdout).toMatch(/HOME.*describes the running session/)
  expect(stdout).toMatch(/K\.DOT.*no name that every shell accepts/)
})

test('an edited file asks again; the same bytes as before do not', async () => {
  const box = await provide('dotenv[] = .env', { 'project/.env': 'A=1\n' })
  const file = join(box.project, '.env')
  writeFileSync(file, 'A=1\nLD_PRELOAD=/evil.so\n')
  const { stdout, stderr } = await askAll(box, 'echo "[$A$LD_PRELOAD]"')
  expect(stdout).toBe('[]\n')
  expect(stderr).toBe(
    `codex-env-shim: ${file} changed since it was allowed; run: codex-env-shim allow ${box.project}\n`,
  )
  expect(box.audit().at(-1)).toMatchObject({ state: 'untrusted' })
  writeFileSync(file, 'A=1\n')
  expect(await ask(box, 'echo "[$A]"')).toBe('[1]')
})

test('a file that is gone keeps nothing it was not allowed to be', async () => {
  const box = await provide('dotenv[] = .env', { 'project/.env': 'A=1\n' })
  rmSync(join(box.project, '.env'))
  expect(await ask(box, 'echo "[$A]"')).toBe('[]')
})

test('a bad line is named with its file and line', async () => {
  const box = await writeProject('dotenv[] = .env', { 'project/.env': 'A=1\n?\n' })
  const { status, stderr } = await box.control('allow')
  expect(status).toBe(1)
  expect(stderr).toContain(`${box.project}/.env:2: dotenv: not NAME=value; expected NAME=value`)
  expect(await ask(box, 'echo "[$A]"')).toBe('[]')
})

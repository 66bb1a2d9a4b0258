import { expect, test } from 'vitest'
import { editToml, parseToml, type TomlEdit } from '../../src/toml/toml.js'

const set = (path: string, value: string | boolean = '1'): TomlEdit => ({
  kind: 'set',
  path: path.split('/'),
  value,
})
const edit = (kind: 'remove' | 'drop', path: string): TomlEdit => ({ kind, path: path.split('/') })
const element = (kind: 'add' | 'take', path: string, one: string): TomlEdit => ({
  kind,
  path: path.split('/'),
  element: one,
})

test.each([
  ['a value is replaced where it stands', set('a/b'), 'a.b = true # c', 'a.b = "1" # c'],
  ['a value over lines too', set('a'), 'a = """\nx\n""" # c\nb=1', 'a = "1" # c\nb=1'],
  ['a key joins its table', set('a/c'), '[a]\n\tb = 1 # c', '[a]\n\tb = 1 # c\n\tc = "1"'],
  ['an empty table takes one', set('a/b'), '[a] # c\n\n[b]\n', '[a] # c\nb = "1"\n\n[b]\n'],
  ['a new table stands at the end', set('a/b'), 'x = 1', 'x = 1\n\n[a]\nb = "1"\n'],
  ['a key joins braces', set('a/c'), 'a = {b=1}', 'a = {b=1, c = "1"}'],
  ['empty braces', set('a/c'), 'a = { }', 'a = { c = "1" }'],
  ['braces with a comma at the end', set('a/c'), 'a = { b = 1, }', 'a = { b = 1, c = "1", }'],
  ['braces in braces', set('a/b/d'), 'a={b={c=1}}', 'a={b={c=1, d = "1"}}'],
  ['braces in a table', set('t/a/c'), '[t]\na={b=1}', '[t]\na={b=1, c = "1"}'],
  ['braces over lines', set('a/c'), 'a = {\n  b = 1\n}', 'a = {\n  b = 1,\n  c = "1"\n}'],
  ['a list closed on its last line', element('add', 'a', 'z'), 'a = [\n"x"]', 'a = [\n"x", "z"]'],
  ['an empty list', element('add', 'a', 'z'), 'a = []', 'a = ["z"]'],
  ['a list with only a comment', element('add', 'a', 'z'), 'a = [ # c\n]', 'a = ["z" # c\n]'],
  ['a key that needs quotes gets them', set('a.b/ç'), '', '["a.b"]\n"ç" = "1"\n'],
  ['hostile values are escaped', set('a', '"\\\n\u007f'), '', 'a = "\\"\\\\\\n\\u007f"\n'],
  ['an array of tables is no table', set('a/c'), '[[b]]\nx=1\n', '[[b]]\nx=1\n\n[a]\nc = "1"\n'],
  ['a line goes whole', edit('remove', 'a'), 'a = 1 # c\nb = 2', 'b = 2'],
  ['the comment above stays', edit('remove', 'b'), 'a = 1\n# c\nb = 2\n', 'a = 1\n# c\n'],
  ['first between braces', edit('remove', 'a/b'), 'a = { b = 1, c = 2 }', 'a = { c = 2 }'],
  ['last between braces', edit('remove', 'a/c'), 'a = { b = 1, c = 2 }', 'a = { b = 1 }'],
  ['only one between braces', edit('remove', 'a/b'), 'a = { b = 1 }', 'a = {}'],
  ['a line of a list', element('take', 'a', 'x'), 'a = [\n  "x",\n  "y",\n]', 'a = [\n  "y",\n]'],
  [
    'the last line of a list',
    element('take', 'a', 'y'),
    'a = [\n  "x",\n  "y"\n]',
    'a = [\n  "x",\n]',
  ],
  ['only the first of two', element('take', 'a', 'x'), 'a = ["x", "x"]', 'a = ["x"]'],
  ['the last dotted key takes its table along', edit('remove', 'a/b'), 'a.b = 1\n', ''],
  ['an empty table goes with its blank line', edit('drop', 'b'), 'a=1\n\n[b]\n', 'a=1\n'],
  ['between others one blank line stays', edit('drop', 'b'), '[a]\n\n[b]\n\n[c]\n', '[a]\n\n[c]\n'],
  ['a comment in it stays', edit('drop', 'b'), '[a]\n\n[b]\n# c\n', '[a]\n\n# c\n'],
  ['empty braces go', edit('drop', 'a/b'), 'a = { b = {} }', 'a = {}'],
  [
    'a table that holds something stays',
    edit('drop', 'a'),
    '[a]\n[a.b]\nc=1\n',
    '[a]\n[a.b]\nc=1\n',
  ],
  ['what is not there cannot go', edit('remove', 'x/y'), '[x]\n', '[x]\n'],
])('%s', (_what, change, before, after) => {
  expect(editToml(before, 'f', [change])).toBe(after)
})

test('an edit that would mean anything else is refused', () => {
  expect(() => editToml('a = 1\n', 'f', [set('a/b')])).toThrow(/^f: a\.b cannot be changed safely/)
  expect(() => editToml('[[a]]\nb = 1\n', 'f', [set('a/c')])).toThrow(/cannot be changed safely/)
})

test.each([
  ['a = ', 1],
  ['a = 1\n\nb =\n\nc = 1\n', 3],
  ['a = [1\n\n', 1],
  ['a = 1\n= 2\n', 2],
  ['a = 1\r\n[b\r\n', 2],
  ['\uFEFFa = 1\na = 2\n', 2],
  ['a = 1\n\n[b]\n[b]\n', 4],
  ['a = "\u0001"\n', 1],
  ['a = 1\n[__proto__]\npolluted = 1\n', 2],
  ['a = [{ b."\\u005f_proto__".c = 1 }]\n', 1],
])('%j names its line', (text, line) => {
  const details = { place: { file: 'f', line } }
  expect(() => parseToml(text, 'f')).toThrow(
    expect.objectContaining({ kind: 'bad-config', details: expect.objectContaining(details) }),
  )
})

test('a text that was refused has changed no object', () => {
  expect(() => parseToml('[__proto__]\npolluted = 1\n', 'f')).toThrow('__proto__')
  expect(Object.keys(Object.prototype)).toEqual([])
})

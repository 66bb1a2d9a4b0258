import { expect, test } from 'vitest'
import { decodeValue } from '../../../src/declaration/ini/value.js'

test.each([
  ['', ''],
  ['  a b  ', 'a b'],
  ['true', 'true'],
  ['007', '007'],
  ['null', 'null'],
  ['a=b', 'a=b'],
  ['a ; comment', 'a'],
  ['a # comment', 'a'],
  ['a\\;b', 'a;b'],
  ['a\\#b', 'a#b'],
  ['a\\\\b', 'a\\b'],
  ['C:\\new', 'C:\\new'],
  ['ends\\', 'ends\\'],
  ['say "hi"', 'say "hi"'],
  ['""', ''],
  ['" a "', ' a '],
  ['"a\\nb"', 'a\nb'],
  ['"a;b#c"', 'a;b#c'],
  ['"a" ; comment', 'a'],
  ['"a;b" # "comment"', 'a;b'],
  ['"7"', '7'],
  ["'7'", '7'],
  ["'true'", 'true'],
  ["'null'", 'null'],
  ['\'"a"\'', '"a"'],
  ["'{}'", '{}'],
  ["'a\\nb'", 'a\\nb'],
  ["'a' # comment", 'a'],
  ['"\\u00e4"', 'ä'],
])('%j means %j', (written, value) => {
  const quote = /^["']/.exec(written.trim())?.[0] ?? ''
  expect(decodeValue(written)).toEqual({ ok: true, value, quote })
})

test.each([
  ['a#b', /cut at #/],
  ['a;b', /cut at ;/],
  ['#fff', /begins with #/],
  ['; note', /begins with ;/],
  ['"', /quoted/],
  ["'", /quoted/],
  ['"a" b', /quoted/],
  ['"a";b', /quoted/],
  ['"C:\\dir"', /quoted/],
  ['"tab\t"', /quoted/],
  ["'it's'", /quoted/],
  ['"a\\u0000"', /NUL/],
  ['"\\ud800"', /surrogate/],
])('%j is refused', (written, what) => {
  expect(decodeValue(written)).toMatchObject({ ok: false, what: expect.stringMatching(what) })
})

import { expect, test } from 'vitest'
import { parseTemplate, renderTemplate } from '../../src/plan/expansion.js'

const place = { file: 'env.ini', line: 3 }
const text = (value: string) => ({ kind: 'text', text: value })
const inherited = (name: string, fallback?: string) =>
  fallback === undefined ? { kind: 'inherited', name } : { kind: 'inherited', name, fallback }

test.each([
  ['', []],
  ['plain', [text('plain')]],
  ['${HOME}', [inherited('HOME')]],
  ['a${B}c', [text('a'), inherited('B'), text('c')]],
  ['${A}${B}', [inherited('A'), inherited('B')]],
  ['${A:-x y}', [inherited('A', 'x y')]],
  ['${A:-}', [inherited('A', '')]],
  ['${A:-a}b}', [inherited('A', 'a'), text('b}')]],
])('%j is taken apart', (value, pieces) => {
  expect(parseTemplate(value, place)).toEqual(pieces)
})

test.each(['$X', '$$', '$(id)', '`id`', '${}', '${1x}', '${A', '${A:-x', '${A-x}', '${A:=x}', '$'])(
  '%j is fixed text',
  (value) => {
    expect(parseTemplate(value, place)).toEqual([text(value)])
  },
)

test('an expansion inside a default is refused with its line', () => {
  expect(() => parseTemplate('${A:-${B}}', place)).toThrow(/^env\.ini:3: .*inside a default/)
})

test.each(['a${B}c', '${A:-x y}z', 'plain'])('%j is rendered as it was written', (value) => {
  expect(renderTemplate(parseTemplate(value, place))).toBe(value)
})

import fc from 'fast-check'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { ShimError } from '../../../src/system/errors.js'
import { changeMeaning, withoutEmpty } from '../../../src/toml/meaning.js'
import { editToml, type TomlEdit } from '../../../src/toml/toml.js'
import { CONFIG_TEXTS } from '../../config-texts.js'
import { check, mutated } from './mutation.js'

const GOOD = CONFIG_TEXTS.map(([, text]) => text)
const TOKENS = [
  '[a]\n',
  '[[a]]\n',
  '[a.b]\n',
  'a = 1\n',
  'a.b = "x"\n',
  'a = { b = 1 }\n',
  'a = [ "x", # c\n]\n',
  '"a" = 2\n',
  "'b' = '''\n'''\n",
  '\n',
  '\r\n',
  ' ',
  '# c\n',
  '{',
  '}',
  ',',
  '"',
  '=',
  '.',
  '__proto__ = 1\n',
  '[constructor]\n',
  '\ufeff',
]

const KEYS = [
  'a',
  'b',
  'shell_environment_policy',
  'set',
  'FOO',
  'features',
  'a.b',
  '',
  'ç',
  '__proto__',
  'constructor',
]
const path = fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 3 })
const element = fc.constantFrom('x', '"\\\n', 'PATH', '')
const edit: fc.Arbitrary<TomlEdit> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), path, value: fc.oneof(element, fc.boolean()) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'drop' as const), path }),
  fc.record({ kind: fc.constantFrom('add' as const, 'take' as const), path, element }),
)
const whole = fc.constantFrom(...GOOD)
const document = fc.oneof(
  whole,
  fc.tuple(whole, mutated(GOOD, TOKENS)).map((two) => two.join('\n')),
  mutated(GOOD, TOKENS),
)

type Case = readonly [string, TomlEdit]

/** What another parser takes a text for; nothing where it is no TOML to it. */
function read(text: string) {
  try {
    return parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

test('an edit changes what was asked and nothing else, as another parser reads it, or is refused', () => {
  check<Case>(1, 'toml-edit', fc.tuple(document, edit), ([before, change]) => {
    try {
      const after = editToml(before, 'f', [change])
      const meaning = read(before)
      if (!meaning) return
      const expected = withoutEmpty(changeMeaning(meaning, change))
      expect(withoutEmpty(read(after) ?? {})).toEqual(expected)
    } catch (error) {
      if (!(error instanceof ShimError)) throw error
    }
  })
})

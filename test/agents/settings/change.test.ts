import { expect, test } from 'vitest'
import {
  applyChanges,
  hasSettings,
  planSettings,
  revertChanges,
  type Wish,
} from '../../../src/agents/settings/change.js'
import { parseSettings } from '../../../src/agents/settings/json-text.js'

const FILE = 'settings.json'

const WISHES: readonly Wish[] = [
  { kind: 'append', path: ['hooks', 'SessionStart'], value: { hooks: [{ command: 'ours' }] } },
  { kind: 'set', path: ['env', 'BASH_ENV'], value: '/hook.bash' },
  { kind: 'set', path: ['shell'], value: '/launcher' },
]

const change = (text: string) => applyChanges(text, FILE, planSettings(text, FILE, WISHES))

const TEXTS: readonly (readonly [string, string])[] = [
  ['an empty object', '{}'],
  ['an empty object on two lines', '{\n}\n'],
  ['a plain file', '{\n  "model": "x",\n  "env": {\n    "A": "1"\n  }\n}\n'],
  ['tabs', '{\n\t"env": {\n\t\t"A": "1"\n\t}\n}\n'],
  ['CRLF', '{\r\n  "env": {\r\n    "A": "1"\r\n  }\r\n}\r\n'],
  ['a byte order mark', '\uFEFF{\n  "a": 1\n}\n'],
  [
    'comments',
    '{\n  // one\n  "a": 1, // two\n  /* three */\n  "env": { "A": "1" } // four\n  // five\n}\n',
  ],
  [
    'trailing commas',
    '{\n  "hooks": {\n    "SessionStart": [\n      { "x": 1 }, // y\n    ],\n  },\n}\n',
  ],
  ['one line', '{"hooks":{"SessionStart":[{"x":1}],"Stop":[]},"shell":"/bin/zsh"}'],
  ['an empty list', '{ "hooks": { "SessionStart": [] } }\n'],
  ['keys with odd names', '{"a.b": {"": 1}, "\\u0065nv": {"A": "1"}}'],
]

test.each(TEXTS)('%s: what is wanted is there, and nothing else is lost', (_what, text) => {
  const after = change(text)
  expect(hasSettings(after, FILE, WISHES)).toBe(true)
  expect(planSettings(after, FILE, WISHES)).toEqual([])
  // Each byte of before is still there, in its order, but the one value that was replaced.
  let rest = after
  for (const sign of text.replace('/bin/zsh', '').replace(/\s/g, '')) {
    expect(rest).toContain(sign)
    rest = rest.slice(rest.indexOf(sign) + 1)
  }
})

test.each(TEXTS)(
  '%s: taken back, it means what it meant, and its comments are there',
  (_what, text) => {
    const changes = planSettings(text, FILE, WISHES)
    const back = revertChanges(applyChanges(text, FILE, changes), FILE, changes)
    expect(hasSettings(back, FILE, WISHES)).toBe(false)
    expect(back.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  },
)

test('what the user has put around ours since stays', () => {
  const text = '{\n  "hooks": {\n    "SessionStart": [\n      { "x": 1 }\n    ]\n  }\n}\n'
  const changes = planSettings(text, FILE, WISHES)
  const edited = applyChanges(text, FILE, changes)
    .replace('{ "x": 1 },', '{ "x": 1 }, // mine')
    .replace('"/launcher"', '"/bin/fish"')
  const back = revertChanges(edited, FILE, changes)
  expect(back).toContain('{ "x": 1 } // mine')
  expect(back).toContain('"shell": "/bin/fish"')
  expect(back).not.toContain('ours')
})

test.each([
  ['a key twice', '{\n  "a": 1,\n  "b": {},\n  "a": 2\n}', 'settings.json:4: "a" is there twice'],
  [
    'a key twice, spelled otherwise',
    '{"b": {"a": 1,\n "\\u0061": 2}}',
    'settings.json:2: "a" is there twice',
  ],
  ['a syntax error', '{\n  "a": \n}', 'settings.json:3: ValueExpected'],
  ['a list', '[]', 'settings.json:1: this is no object'],
])('%s is refused, with its place', (_what, text, message) => {
  expect(() => parseSettings(text, FILE)).toThrow(message)
})

test.each(['', ' \n', '\uFEFF'])('an empty file (%j) becomes one with ours', (text) => {
  expect(hasSettings(change(text), FILE, WISHES)).toBe(true)
})

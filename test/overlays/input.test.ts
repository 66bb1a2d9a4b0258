import { expect, test } from 'vitest'
import {
  parseAssignments,
  parseDotenv,
  parseEntries,
  parseJson,
  requireChangeable,
} from '../../src/overlays/input.js'
import { NO_CHANGES } from '../../src/plan/changes.js'
import type { ShimError } from '../../src/system/errors.js'
import { HOSTILE_VALUES } from '../hostile-values.js'

test('assignments are taken as they are', () => {
  const words = HOSTILE_VALUES.map((value, index) => `V${index}=${value}`)
  expect(Object.values(parseAssignments(words).set)).toEqual(HOSTILE_VALUES)
  expect(parseAssignments(['A=', 'B=a=b', 'A=2']).set).toEqual({ A: '2', B: 'a=b' })
})

test('entries keep their order', () => {
  expect(parseEntries(['L=/a', 'M=/m', 'L=/b:/c:'], 'prepend').prepend).toEqual({
    L: ['/a', '/b', '/c'],
    M: ['/m'],
  })
})

test('an .env file is data', () => {
  const text = `# comment
export A=1
B="two\nlines" # why
C='$HOME \${A} $(false)'
D=
`
  expect(parseDotenv(text).set).toEqual({
    A: '1',
    B: 'two\nlines',
    C: '$HOME ${A} $(false)',
    D: '',
  })
})

test('JSON says set, unset, prepend and append', () => {
  const text =
    '{"A": "1", "B": null, "PATH": ["/a", "/b"], "L": {"append": ["/c"]}, "__proto__": "x"}'
  expect(parseJson(text)).toEqual({
    set: { A: '1', ['__proto__']: 'x' },
    unset: ['B'],
    prepend: { PATH: ['/a', '/b'] },
    append: { L: ['/c'] },
  })
})

test.each([
  [() => parseAssignments(['A']), '"A" is no assignment\n  expected NAME=value'],
  [() => parseAssignments(['=x']), '"=x" is no assignment'],
  [() => parseEntries(['PATH'], 'append'), 'expected NAME=entry'],
  [() => parseJson('[]'), 'stdin is no JSON object'],
  [() => parseJson('{"A": '), 'stdin is no JSON object'],
  [() => parseJson('{"A": 1}'), 'A: expected a text, null, a list of texts'],
  [() => parseJson('{"A": {"behind": ["x"]}}'), 'A: expected a text, null, a list of texts or'],
  [() => parseJson('{"A": ["x", 1]}'), 'A: expected a text, null, a list of texts'],
])('what is none of it is a usage error (%#)', (parse, message) => {
  expect(parse).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: expect.stringContaining(message),
    }) as ShimError,
  )
})

test('entries of a list that is no search path are taken as they are', () => {
  const changes = { ...NO_CHANGES, prepend: { FEATURES: ['fast'] } }
  expect(requireChangeable(changes)).toBe(changes)
})

test.each([
  [{ set: { CODEX_HOME: '/x' } }, "CODEX_HOME keeps the agent's value: the agent's own"],
  [{ unset: ['HOME'] }, "HOME keeps the agent's value: describes the running session"],
  [{ prepend: { BASH_ENV: ['/x'] } }, "BASH_ENV keeps the agent's value"],
  [{ set: { PATH: '/x' } }, 'PATH is never replaced\n  put folders in front of it'],
  [{ unset: ['PATH'] }, 'PATH is never replaced'],
  [{ set: { 'A-B': '1' } }, '"A-B" is not a variable name'],
  [{ set: { A: 'a\0b' } }, 'a value holds a NUL'],
  [{ prepend: { PATH: ['/a', 'bin'] } }, 'PATH: "bin" is relative to the working directory'],
  [{ prepend: { PYTHONPATH: ['.'] } }, 'PYTHONPATH: "." is relative to the working directory'],
])('what could never count is refused with its reason (%#)', (changes, message) => {
  expect(() => requireChangeable({ ...NO_CHANGES, ...changes })).toThrow(message)
})

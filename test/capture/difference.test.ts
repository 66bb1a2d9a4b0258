import { expect, test } from 'vitest'
import { compareEnvironments } from '../../src/capture/difference.js'
import type { Environment } from '../../src/capture/selection.js'
import { NO_CHANGES } from '../../src/plan/changes.js'

type Row = readonly [string, Environment, Environment, object]

const rows: readonly Row[] = [
  ['a new variable is set', {}, { A: '1' }, { set: { A: '1' } }],
  ['an empty one, too', {}, { A: '' }, { set: { A: '' } }],
  ['a changed one is set', { A: '1' }, { A: '2' }, { set: { A: '2' } }],
  ['one that is gone is unset', { A: '1' }, {}, { unset: ['A'] }],
  ['what stays is no change', { A: '1', PATH: '/a' }, { A: '1', PATH: '/a' }, {}],
  [
    'PATH is prepended to',
    { PATH: '/b' },
    { PATH: '/x:/a:/b' },
    { prepend: { PATH: ['/x', '/a'] } },
  ],
  [
    'PATH is appended to',
    { PATH: '/b' },
    { PATH: '/y:/b:/x' },
    { prepend: { PATH: ['/y'] }, append: { PATH: ['/x'] } },
  ],
  [
    'a list that grew in front is prepended to',
    { LD_LIBRARY_PATH: '/a:/b' },
    { LD_LIBRARY_PATH: '/x:/a:/b' },
    { prepend: { LD_LIBRARY_PATH: ['/x'] } },
  ],
  [
    'a list made as if there were one is prepended to',
    {},
    { LD_LIBRARY_PATH: '/x:/y:' },
    { prepend: { LD_LIBRARY_PATH: ['/x', '/y'] } },
  ],
  [
    'a list that grew behind is appended to',
    { MANPATH: '/a' },
    { MANPATH: '/a:/x:/y' },
    { append: { MANPATH: ['/x', '/y'] } },
  ],
  [
    'a list made as if there were one before it is appended to',
    {},
    { MANPATH: ':/x' },
    { append: { MANPATH: ['/x'] } },
  ],
  ['a new list is set', {}, { LD_LIBRARY_PATH: '/x' }, { set: { LD_LIBRARY_PATH: '/x' } }],
  ['what is no list is set', { A: 'b' }, { A: 'a:b' }, { set: { A: 'a:b' } }],
  [
    'the running shell is no change',
    { PWD: '/a', SHLVL: '1' },
    { PWD: '/b', SHLVL: '2', _: 'x' },
    {},
  ],
]

test.each(rows)('%s', (_, before, after, expected) => {
  const { changes, leftOut } = compareEnvironments(before, after, [])
  expect(changes).toEqual({ ...NO_CHANGES, ...expected })
  expect(leftOut).toEqual([])
})

test.each([
  ['a PATH that lost entries', { PATH: '/a:/b' }, { PATH: '/b' }, 'PATH'],
  ['no PATH at all', { PATH: '/a' }, {}, 'PATH'],
  ['what looks like a secret', {}, { API_TOKEN: 'x' }, 'API_TOKEN'],
  ['a protected name', {}, { CODEX_HOME: '/x' }, 'CODEX_HOME'],
  ['what is not UTF-8', {}, { A: 'a\uFFFD' }, 'A'],
])('%s is left out, and told', (_, before: Environment, after: Environment, name) => {
  const { changes, leftOut } = compareEnvironments(before, after, [])
  expect(changes).toEqual(NO_CHANGES)
  expect(leftOut.map((one) => one.name)).toEqual([name])
})

test('a secret that is named is kept', () => {
  const { changes, leftOut } = compareEnvironments({}, { API_TOKEN: 'x' }, ['API_TOKEN'])
  expect(changes.set).toEqual({ API_TOKEN: 'x' })
  expect(leftOut).toEqual([])
})

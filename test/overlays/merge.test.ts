import { expect, test } from 'vitest'
import { dropNames, mergeChanges } from '../../src/overlays/merge.js'
import { type Changes, NO_CHANGES } from '../../src/plan/changes.js'

type Row = readonly [string, Partial<Changes>, Partial<Changes>, Partial<Changes>]

const rows: readonly Row[] = [
  ['other names stay', { set: { A: '1' } }, { set: { B: '2' } }, { set: { A: '1', B: '2' } }],
  ['a value replaces a value', { set: { A: '1' } }, { set: { A: '2' } }, { set: { A: '2' } }],
  ['a value replaces an unset', { unset: ['A'] }, { set: { A: '2' } }, { set: { A: '2' } }],
  ['an unset replaces a value', { set: { A: '1' } }, { unset: ['A'] }, { unset: ['A'] }],
  ['an unset is kept once', { unset: ['A'] }, { unset: ['A'] }, { unset: ['A'] }],
  [
    'a value replaces entries',
    { prepend: { L: ['/a'] } },
    { set: { L: '2' } },
    { set: { L: '2' } },
  ],
  [
    'newer entries come first, each once',
    { prepend: { L: ['/a', '/b'] } },
    { prepend: { L: ['/c', '/b'] } },
    { prepend: { L: ['/c', '/b', '/a'] } },
  ],
  [
    'newer entries come last, each once',
    { append: { L: ['/a', '/b'] } },
    { append: { L: ['/b', '/c'] }, prepend: { L: ['/d'] } },
    { append: { L: ['/a', '/b', '/c'] }, prepend: { L: ['/d'] } },
  ],
  [
    'a value replaces what comes behind',
    { append: { L: ['/a'] } },
    { unset: ['L'] },
    { unset: ['L'] },
  ],
  [
    'entries are put in front of a value',
    { set: { L: '/a' } },
    { prepend: { L: ['/c'] } },
    { set: { L: '/a' }, prepend: { L: ['/c'] } },
  ],
]

test.each(rows)('%s', (_, older, newer, expected) => {
  const merged = mergeChanges({ ...NO_CHANGES, ...older }, { ...NO_CHANGES, ...newer }, 'linux')
  expect(merged).toEqual({ ...NO_CHANGES, ...expected })
})

test('on Windows names are the same in any case', () => {
  const older = { ...NO_CHANGES, set: { Path: '1', Other: '2' }, unset: ['Gone'] }
  const newer = { ...NO_CHANGES, set: { PATH: '3', GONE: '4' } }
  expect(mergeChanges(older, newer, 'win32')).toEqual({
    ...NO_CHANGES,
    set: { Other: '2', PATH: '3', GONE: '4' },
  })
  expect(Object.keys(mergeChanges(older, newer, 'linux').set)).toEqual([
    'Path',
    'Other',
    'PATH',
    'GONE',
  ])
  expect(dropNames(older, ['OTHER'], 'win32').set).toEqual({ Path: '1' })
})

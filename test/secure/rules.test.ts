import { expect, test } from 'vitest'
import { parseTemplate } from '../../src/plan/expansion.js'
import type { SecureMode } from '../../src/plan/modes.js'
import type { Op } from '../../src/plan/plan.js'
import type { Look } from '../../src/secure/folder.js'
import { type Asker, vetOp } from '../../src/secure/rules.js'

const place = { file: '/p/.codex/env.ini', line: 2 }
const from = '/p/.codex/env.ini:2'

/** `/open` can be written by anybody, and what has `gone` in it is not there. */
const look: Look = (path) => ({
  exists: !path.includes('gone'),
  unsafe: path.startsWith('/open') ? '"/open" can be written by anybody' : '',
})

const PROJECT: Asker = { isUser: false, consented: [] }
const USER: Asker = { isUser: true, consented: [] }

const set = (name: string, value = '/x'): Op => {
  return { kind: 'set', name, value: parseTemplate(value, place), from }
}
const prepend = (name: string, ...entries: readonly string[]): Op => {
  return { kind: 'prepend', name, entries: entries.map((one) => parseTemplate(one, place)), from }
}
const restore = (name: string, value: string): Op => ({ kind: 'restore', name, value, from })

function vet(op: Op, mode: SecureMode, asker = PROJECT) {
  return vetOp(op, asker, { mode, home: '/home/u', look })
}

const BOTH = ['default', 'strict'] as const

test.each([
  ['LD_PRELOAD', BOTH],
  ['LD_AUDIT', BOTH],
  ['DYLD_INSERT_LIBRARIES', BOTH],
  ['LD_DEBUG_OUTPUT', BOTH],
  ['GLIBC_TUNABLES', BOTH],
  ['NODE_OPTIONS', BOTH],
  ['PYTHONSTARTUP', BOTH],
  ['PERL5OPT', BOTH],
  ['JAVA_TOOL_OPTIONS', BOTH],
  ['GIT_SSH_COMMAND', BOTH],
  ['GIT_CONFIG_COUNT', BOTH],
  ['EDITOR', ['strict']],
  ['CC', ['strict']],
  ['API_KEY', ['strict']],
  ['CUDA_HOME', []],
  ['LD_BIND_NOW', []],
] as const)('%s of a project needs consent in the modes %j', (name, modes) => {
  for (const op of [set(name), restore(name, '/x')]) {
    for (const mode of ['off', ...BOTH] as const) {
      const isRefused = modes.some((one) => one === mode)
      expect(vet(op, mode).op === undefined, `${mode} ${op.kind}`).toBe(isRefused)
      expect(vet(op, mode, { ...PROJECT, consented: [name] }).op).toEqual(op)
      expect(vet(op, mode, USER).op).toEqual(op)
    }
  }
})

test.each(['LD_PRELOAD', 'API_KEY'])('%s can be unset by anybody', (name) => {
  const op: Op = { kind: 'unset', name, from }
  expect(vet(op, 'strict')).toEqual({ op, refused: [] })
})

test('what is refused says why, and where it stands', () => {
  expect(vet(set('NODE_OPTIONS'), 'default').refused).toEqual([
    {
      name: 'NODE_OPTIONS',
      reason: 'needs your consent by name (loads code)',
      from,
      rule: 'secure',
    },
  ])
})

const ENTRIES = {
  'an absolute one stays': ['/opt/lib', []],
  'an empty one is dropped': ['', BOTH],
  'a relative one is dropped': ['lib', BOTH],
  'the working directory is dropped': ['.', BOTH],
  'one that the loader makes is dropped': ['$ORIGIN/lib', BOTH],
  'one that the loader completes is dropped where it counts': ['/opt/$LIB', ['strict']],
  'one that others can write is dropped': ['/open/lib', BOTH],
  'one that is not there is dropped where it must be': ['/gone', ['strict']],
  'one below HOME is known': ['${HOME}/lib', []],
  'one that only the command knows is dropped where it must be known': ['${A}/lib', ['strict']],
} as const satisfies Record<string, readonly [string, readonly SecureMode[]]>

test.each(Object.entries(ENTRIES))('of a search path, %s', (_, [entry, modes]) => {
  for (const mode of BOTH) {
    const isRefused = modes.some((one) => one === mode)
    const kept = isRefused ? ['/a', '/b'] : ['/a', entry, '/b']
    const all = ['/a', entry, '/b']
    const name = 'LD_LIBRARY_PATH'
    const { op, refused } = vet(prepend(name, ...all), mode)
    expect(op, mode).toEqual(prepend(name, ...kept))
    expect(refused).toHaveLength(isRefused ? 1 : 0)
    expect(vet(set(name, all.join(':')), mode).op, mode).toEqual(set(name, kept.join(':')))
    if (!entry.includes('${')) {
      expect(vet(restore(name, all.join(':')), mode).op).toEqual(restore(name, kept.join(':')))
    }
  }
})

test('the loader has two separators', () => {
  expect(vet(set('LD_LIBRARY_PATH', '/a;;lib:/b'), 'default').op).toEqual(
    set('LD_LIBRARY_PATH', '/a:/b'),
  )
})

test('a list of which nothing is left is left out', () => {
  expect(vet(prepend('PATH', 'bin', '/open/bin'), 'default').op).toBeUndefined()
  expect(vet(set('PYTHONPATH', 'src'), 'default').op).toBeUndefined()
  expect(vet(restore('PATH', '.'), 'default').op).toBeUndefined()
})

test.each(['', '/a'])('the value %j of a search path is as it was', (value) => {
  expect(vet(set('PYTHONPATH', value), 'strict')).toEqual({
    op: set('PYTHONPATH', value),
    refused: [],
  })
})

test('what only looks like a search path is no list', () => {
  const op = set('DATABASE_PATH', 'db.sqlite')
  expect(vet(op, 'strict')).toEqual({ op, refused: [] })
})

test('who consents to a search path by its name, or writes it, has all of its entries', () => {
  const op = prepend('PATH', '/open/bin', '${A}/bin')
  expect(vet(op, 'strict', { ...PROJECT, consented: ['PATH'] })).toEqual({ op, refused: [] })
  expect(vet(op, 'strict', USER)).toEqual({ op, refused: [] })
})

test('a pattern restores nothing in strict mode, and no code without consent, not even the user’s own', () => {
  const by = (asker: Asker, pattern: string) => ({ ...asker, pattern })
  const path = restore('LD_LIBRARY_PATH', '/a')
  const code = restore('LD_PRELOAD', '/a')
  expect(vet(path, 'default', by(PROJECT, 'LD_*')).op).toEqual(path)
  expect(vet(path, 'strict', by(USER, 'LD_*')).op).toBeUndefined()
  expect(vet(path, 'strict', by(PROJECT, 'LD_LIBRARY_PATH')).op).toEqual(path)
  expect(vet(code, 'default', by(USER, 'LD_*')).op).toBeUndefined()
  expect(vet(code, 'default', by(USER, 'LD_PRELOAD')).op).toEqual(code)
})

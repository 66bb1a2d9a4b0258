import { expect, test } from 'vitest'
import { checkConsistency } from '../../src/plan/consistency.js'
import { compilePlan, type Op } from '../../src/plan/plan.js'

const text = (value: string) => [{ kind: 'text', text: value } as const]
const set = (name: string, value: string, from = 'venv (/v)'): Op => ({
  kind: 'set',
  name,
  value: text(value),
  from,
})
const path = (entries: readonly string[], from = 'venv (/v)'): Op => ({
  kind: 'prepend',
  name: 'PATH',
  entries: entries.map(text),
  from,
})
const HAS = new Set([
  '/v/bin/python',
  '/c/bin/python',
  '/p/bin/python',
  '/n/bin/node',
  '/m/bin/node',
])

function check(...ops: readonly Op[]) {
  const { plan, notes } = checkConsistency(compilePlan([ops]), (program) => HAS.has(program))
  const entries = plan.ops.flatMap((op) =>
    op.kind === 'prepend' ? [op.entries.flat().map((piece) => 'text' in piece && piece.text)] : [],
  )
  return { path: entries.reverse().flat(), notes }
}

test('what agrees is left alone', () => {
  expect(check(set('VIRTUAL_ENV', '/v'), path(['/v/bin']), path(['/p/tools'], 'f:3'))).toEqual({
    path: ['/p/tools', '/v/bin'],
    notes: [],
  })
})

test('an environment whose folder is not in PATH gets it, behind what is declared', () => {
  const { path: entries, notes } = check(
    set('VIRTUAL_ENV', '/v', 'command (x)'),
    path(['/p/tools'], 'f:3'),
  )
  expect(entries).toEqual(['/p/tools', '/v/bin'])
  expect(notes).toEqual([
    'VIRTUAL_ENV is /v, and /v/bin is not in PATH: it is put in front (command (x))',
  ])
})

test('another Python in front, put there by a provider, goes behind', () => {
  const { path: entries, notes } = check(
    set('VIRTUAL_ENV', '/v'),
    path(['/v/bin']),
    set('CONDA_PREFIX', '/c', 'conda (/c)'),
    path(['/c/bin'], 'conda (/c)'),
  )
  expect(entries).toEqual(['/v/bin', '/c/bin'])
  expect(notes).toEqual([
    'VIRTUAL_ENV is /v, and /c/bin comes before /v/bin in PATH: it is put in front (conda (/c))',
  ])
})

test('a folder in front without the same program does no harm', () => {
  expect(
    check(set('NVM_BIN', '/n/bin', 'nvm (/f)'), path(['/n/bin'], 'nvm (/f)'), path(['/v/bin']))
      .notes,
  ).toEqual([])
  expect(
    check(set('NVM_BIN', '/n/bin', 'nvm (/f)'), path(['/n/bin'], 'nvm (/f)'), path(['/m/bin']))
      .path,
  ).toEqual(['/n/bin', '/m/bin'])
})

test('what is declared stays as it is, and is named', () => {
  const { path: entries, notes } = check(
    set('VIRTUAL_ENV', '/v'),
    path(['/v/bin']),
    path(['/p/bin'], 'f:3'),
  )
  expect(entries).toEqual(['/p/bin', '/v/bin'])
  expect(notes).toEqual(['VIRTUAL_ENV is /v, but /p/bin comes before /v/bin in PATH (f:3)'])
})

test('a literal $PATH is named', () => {
  expect(check(path(['/p/$PATH'], 'f:3')).notes).toEqual([
    'PATH holds /p/$PATH, which nothing expands (f:3)',
  ])
})

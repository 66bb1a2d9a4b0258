import { expect, test } from 'vitest'
import { parseDeclaration } from '../../src/declaration/declaration.js'
import { renderTemplate } from '../../src/plan/expansion.js'
import { renderValue } from '../../src/plan/op-value.js'
import { compilePlan, type Op, type Plan } from '../../src/plan/plan.js'

/** Layers as declarations, lowest first, each in a project of its own: /0, /1 … */
const compile = (...texts: readonly string[]): Plan =>
  compilePlan(texts.map((text, index) => parseDeclaration(text, `/${index}`).ops))

const describe = ({ ops }: Plan) =>
  ops.map((op) => {
    if (op.kind === 'set') return `${op.name}=${renderTemplate(op.value)}`
    if (op.kind === 'restore') return `${op.name}?=${op.value}`
    if (op.kind === 'append') return `${op.name}=+${op.entries.map(renderTemplate).join(':')}`
    if (op.kind === 'choose') return `${op.name}: ${renderValue(op)}`
    return op.kind === 'unset'
      ? `-${op.name}`
      : `${op.name}+=${op.entries.map(renderTemplate).join(':')}`
  })

test('what is restored is the lowest layer: it counts where nothing else decides', () => {
  const restored: readonly Op[] = ['A', 'B', 'C'].map((name) => {
    return { kind: 'restore', name, value: 'terminal', from: 'f:1' }
  })
  const { ops } = parseDeclaration('[env]\nA = x${B}\n[path]\nC[] = /c\n', '/p')
  expect(describe(compilePlan([restored, ops]))).toEqual([
    'B?=terminal',
    'C?=terminal',
    'A=x${B}',
    'C+=/c',
  ])
})

test.each([
  ['an earlier key is substituted', ['[env]\nA = x\nB = ${A}/y'], ['A=x', 'B=x/y']],
  ['a later key is inherited', ['[env]\nB = ${A}/y\nA = x'], ['B=${A}/y', 'A=x']],
  ['a key may extend what it was', ['[env]\nA = ${A}/y'], ['A=${A}/y']],
  ['a key of a lower layer is substituted', ['[env]\nA = x', '[env]\nA = ${A}y'], ['A=xy']],
  ['a default is used for a key set to nothing', ['[env]\nA =\nB = ${A:-d}'], ['A=', 'B=d']],
  ['a default is not used for a key with text', ['[env]\nA = x\nB = ${A:-d}'], ['A=x', 'B=x']],
  [
    'a default moves to what is inherited',
    ['[env]\nA = ${X}\nB = ${A:-d}'],
    ['A=${X}', 'B=${X:-d}'],
  ],
  [
    'a default of several inherited ones is left to the shell',
    ['[env]\nA = ${X}${Y}\nB = ${A:-d}'],
    ['A=${X}${Y}', 'B=${A:-d}'],
  ],
  ['a list sees the keys', ['[path]\nL[] = ${A}/lib\n[env]\nA = /x'], ['A=/x', 'L+=/x/lib']],
  ['an entry of an empty key is dropped', ['[env]\nA =\n[path]\nL[] = ${A}/lib'], ['A=']],
  [
    'an entry with a default stays',
    ['[env]\nA =\n[path]\nL[] = ${A:-/d}/lib'],
    ['A=', 'L+=/d/lib'],
  ],
  ['the higher layer wins', ['[env]\nA = 1\nB = 1', '[env]\nA = 2'], ['B=1', 'A=2']],
  [
    'a list of a higher layer is put in front later',
    ['[path]\nL[] = a', '[path]\nL[] = b'],
    ['L+=/0/a', 'L+=/1/b'],
  ],
  ['unset overrules set', ['[env]\nA = 1', '[unset]\nnames[] = A'], ['-A']],
  ['set overrules unset', ['[unset]\nnames[] = A', '[env]\nA = 1'], ['A=1']],
  ['set overrules a list below', ['[path]\nL[] = a', '[env]\nL = /x'], ['L=/x']],
  ['a list may begin with a value', ['[env]\nL = /x\n[path]\nL[] = a'], ['L=/x', 'L+=/0/a']],
  [
    'a name unset below is empty above',
    ['[unset]\nnames[] = A', '[env]\nB = ${A:-d}${A}'],
    ['-A', 'B=d'],
  ],
  [
    'a proxy variable is left to the shell',
    ['[env]\nHTTP_PROXY = x\nB = ${HTTP_PROXY}'],
    ['HTTP_PROXY=x', 'B=${HTTP_PROXY}'],
  ],
])('%s', (_what, texts, ops) => {
  expect(describe(compile(...texts))).toEqual(ops)
})

test.each([
  'CODEX_HOME',
  '__CODEX_X',
  '__codex_env_x',
  'HOME',
  'PWD',
  'SHLVL',
  'TMPDIR',
  'BASH_ENV',
  'ENV',
  'ZDOTDIR',
  'IFS',
  '_',
  'UID',
  'path',
])('%s keeps the value of the agent', (name) => {
  const plan = compile(`[env]\n${name} = x\nA = \${${name}}`)
  expect(describe(plan)).toEqual([`A=\${${name}}`])
  expect(plan.ignored).toEqual([{ name, reason: expect.any(String), from: '/0/.codex/env.ini:2' }])
})

test('every line that touched a name is remembered, the one that counts last', () => {
  const { provenance } = compile('[env]\nA = 1\nB = 1', '[path]\nL[] = a\n[env]\nA = 2')
  expect(provenance).toEqual([
    { name: 'A', lines: ['/0/.codex/env.ini:2', '/1/.codex/env.ini:4'] },
    { name: 'B', lines: ['/0/.codex/env.ini:3'] },
    { name: 'L', lines: ['/1/.codex/env.ini:2'] },
  ])
})

test('values that double with every key are refused before they fill the memory', () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) => `A${index + 1} = \${A${index}}\${A${index}}`,
  )
  expect(() => compile(`[env]\nA0 = x\n${lines.join('\n')}`)).toThrow(/expands to more than/)
})

test('the largest declaration compiles at once', () => {
  const lines = Array.from({ length: 8000 }, (_, index) => `A${index}=`)
  expect(compile(`[env]\n${lines.join('\n')}`).ops).toHaveLength(8000)
})

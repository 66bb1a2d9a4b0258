import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDeclarations, parseDeclaration } from '../../src/declaration/declaration.js'
import { renderTemplate } from '../../src/plan/expansion.js'
import { renderValue } from '../../src/plan/op-value.js'
import type { Op } from '../../src/plan/plan.js'
import { renderSample } from '../../src/verify/sample-project.js'
import { declare, makeFolder } from '../world.js'

const parse = (text: string) => parseDeclaration(text, '/p')
const describe = (op: Op) => {
  if (op.kind === 'set') return `${op.name}=${renderTemplate(op.value)}`
  if (op.kind === 'restore') return `${op.name}?=${op.value}`
  if (op.kind === 'append') return `${op.name}=+${op.entries.map(renderTemplate).join(':')}`
  if (op.kind === 'choose') return `${op.name}: ${renderValue(op)}`
  return op.kind === 'unset'
    ? `-${op.name}`
    : `${op.name}+=${op.entries.map(renderTemplate).join(':')}`
}

test.each([
  ['[env]\nA = 1\nB = true', ['A=1', 'B=true']],
  ['[env]\r\nA = 1\r\n', ['A=1']],
  ['\uFEFF[env]\nA = 1', ['A=1']],
  ['[env] ; exact values\nA = 1', ['A=1']],
  ['  [env]\n\tA=1', ['A=1']],
  ['[env]\nA =', ['A=']],
  ['[env]\n__proto__ = x', ['__proto__=x']],
  ['[env]\nconstructor = x\ntoString = y', ['constructor=x', 'toString=y']],
  ['[unset]\nnames[] = X\nnames[] = Y', ['-X', '-Y']],
  ['[path]\nPATH[] = ./bin\nPATH[] = /opt/x', ['PATH+=/opt/x', 'PATH+=/p/bin']],
  ['[path]\nL[] = lib\nL[] = ../lib\nL[] = .', ['L+=/p', 'L+=/p/../lib', 'L+=/p/lib']],
  ['[path]\nL[] = ${X}/lib\nL[] = lib-${X}', ['L+=/p/lib-${X}', 'L+=${X}/lib']],
  ['[append]\nPATH[] = ./bin\nPATH[] = /opt/x', ['PATH=+/p/bin', 'PATH=+/opt/x']],
  ['[append]\nL[] = /b\n[path]\nL[] = /a', ['L+=/a', 'L=+/b']],
  ['[unset]\nnames[] = X\n[path]\nL[] = /a\n[env]\nA = 1', ['A=1', 'L+=/a', '-X']],
  ['[env]\nA = 1\n[shell]\n[env]\nB = 2', ['A=1', 'B=2']],
])('%j declares %j', (text, ops) => {
  expect(parse(text).ops.map(describe)).toEqual(ops)
})

test.each([
  ['[envs]\nA = 1', ':1: unknown section [envs]'],
  ['[env.sub]\nA = 1', ':1: unknown section [env.sub]'],
  ['[env', ':1: not a section'],
  ['A = 1', ':1: an entry before the first section'],
  ['[env]\nA', ':2: not an entry'],
  ['[env]\n= 1', ':2: not an entry'],
  ['[env]\n1A = x', ':2: [env] "1A" is not a variable name'],
  ['[env]\nA-B = x', ':2: [env] "A-B" is not a variable name'],
  ['[env]\n"A" = x', ':2: [env] "\\"A\\"" is not a variable name'],
  ['[env]\nA[] = x', ':2: [env] A[] is of the wrong type'],
  ['[env]\nA = 1\n\nA = 2', ':4: [env] A is already given in line 2'],
  ['[env]\nPATH = /x', ':2: PATH is never replaced'],
  ['[unset]\nnames[] = PATH', ':2: PATH is never replaced'],
  ['[unset]\nnames[] = A*', ':2: [unset] "A*" is not a variable name'],
  ['[unset]\nnames = A', ':2: [unset] names is of the wrong type'],
  ['[unset]\nname[] = A', ':2: unknown key [unset] name[]'],
  ['[env]\nA = 1\n[unset]\nnames[] = A', ':2: A is both given a value and in [unset]'],
  ['[path]\nPATH = /x', ':2: [path] PATH is of the wrong type'],
  ['[append]\nPATH = /x', ':2: [append] PATH is of the wrong type'],
  ['[append]\nPATH[] = ~/bin', ':2: [append] PATH[]: ~ is not expanded'],
  ['[append]\nA[] = /x\n[unset]\nnames[] = A', ':2: A is both given a value and in [unset]'],
  ['[path]\nPATH[] =', ':2: [path] PATH[]: an empty entry'],
  ['[path]\nPATH[] = ~/bin', ':2: [path] PATH[]: ~ is not expanded\n  write ${HOME}/bin'],
  ['[path]\nPATH[] = /a:/b', ':2: [path] PATH[]: an entry cannot hold a colon'],
  ['[project]\ninherit = yes', ':2: [project] inherit: "yes"\n  expected true or false'],
  ['[project]\nname = x', ':2: unknown key [project] name'],
  ['[restore]\nnames[] = LD-*', ':2: [restore] "LD-*" is not a variable name'],
  ['[restore]\nnames = LD_*', ':2: [restore] names is of the wrong type'],
  ['[restore]\nname[] = A', ':2: unknown key [restore] name[]\n  expected names[]'],
  ['[shell]\nlogin = never', ':2: [shell] login: "never"'],
  ['[shell]\nlogin[] = allow', ':2: [shell] login[] is of the wrong type'],
  ['[env]\nA = a#b', ':2: A: the value would be cut at #'],
  ['[env]\nA = "\\q"', ':2: A: not a valid quoted value'],
])('%j is refused with its line', (text, message) => {
  expect(() => parse(text)).toThrow(`/p/.codex/env.ini${message}`)
})

test.each([
  ['[providers]\nuse[] = nonsense', ':2: no provider "nonsense"\n  expected one of direnv'],
  ['[providers]\nnonsense[] = 1', ':2: unknown key [providers] nonsense[]'],
  ['[providers]\nuse = direnv', ':2: [providers] use is of the wrong type'],
  ['[providers]\ndirenv[] = x', ':2: direnv takes no value\n  expected use[] = direnv'],
  ['[providers]\nuse[] = modules', ':2: modules needs a value\n  add modules[] = '],
  ['[providers]\nmodules[] =', ':2: [providers] modules[] is empty'],
])('%j is refused with its line and what is possible', (text, message) => {
  expect(() => parse(text)).toThrow(`/p/.codex/env.ini${message}`)
})

test('providers come in the order in which they are first named, each with its values', () => {
  const { requests } = parse(
    '[providers]\nuse[] = venv\nmodules[] = cuda/12\nuse[] = direnv\nmodules[] = gcc\nuse[] = modules\n',
  )
  expect(requests.map(({ provider, args }) => [provider, ...args])).toEqual([
    ['venv'],
    ['modules', 'cuda/12', 'gcc'],
    ['direnv'],
  ])
})

test('each entry of a list has its own line', () => {
  const { ops } = parse('[path]\nPATH[] = ./bin\n[env]\nA = 1\n[path]\nPATH[] = /opt/x')
  const lines = ops.filter(({ name }) => name === 'PATH').map(({ from }) => from)
  expect(lines).toEqual(['/p/.codex/env.ini:6', '/p/.codex/env.ini:2'])
})

test('empty sections are no error', () => {
  expect(parse('[providers]\n[restore]\n').ops).toEqual([])
})

test('names to restore keep their lines', () => {
  const from = '/p/.codex/env.ini'
  expect(parse('[restore]\nnames[] = LD_*\nnames[] = CUDA_HOME').restore).toEqual([
    { pattern: 'LD_*', from: `${from}:2` },
    { pattern: 'CUDA_HOME', from: `${from}:3` },
  ])
})

test('what is not declared has its default', () => {
  expect(parse('')).toEqual({
    root: '/p',
    file: '/p/.codex/env.ini',
    inherit: false,
    requests: [],
    ops: [],
    restore: [],
    wrap: [],
  })
  expect(parse('[project]\ninherit = true\n[shell]\nlogin = allow')).toMatchObject({
    inherit: true,
    login: 'allow',
  })
})

test('the sample is valid and declares nothing', () => {
  expect(parse(renderSample('')).ops).toEqual([])
})

test('the sample is valid with every line taken out of its comment', () => {
  const text = renderSample('').replace(/^; (\w+(?:\[\])? =)/gm, '$1')
  expect(parse(text)).toMatchObject({ inherit: true, login: 'suppress' })
  expect(parse(text).ops).toHaveLength(6)
})

test('declarations are found nearest first, whatever they are', () => {
  const top = makeFolder()
  const inner = join(top, 'a/b')
  declare(top, '')
  mkdirSync(join(inner, '.codex/env.ini'), { recursive: true })
  mkdirSync(join(inner, 'c'))
  expect(findDeclarations(join(inner, 'c'))).toEqual([inner, top])
})

test('a dangling link is no declaration', () => {
  const top = makeFolder()
  mkdirSync(join(top, '.codex'))
  symlinkSync('/nowhere/env.ini', join(top, '.codex/env.ini'))
  expect(findDeclarations(top)).toEqual([])
})

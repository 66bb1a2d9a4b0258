import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderChanges } from '../../src/dialects/posix/changes.js'
import { applyPlan } from '../../src/effective/effective.js'
import { parseTemplate } from '../../src/plan/expansion.js'
import { compilePlan, type Op } from '../../src/plan/plan.js'
import { type Environment, parseBlock } from '../../src/variables/environment.js'

const SHELLS = join(import.meta.dirname, '../../shells')

const value = (text: string) => parseTemplate(text, { file: 'f' })
const set = (name: string, text: string): Op => ({
  kind: 'set',
  name,
  value: value(text),
  from: '',
})
const prepend = (name: string, ...entries: readonly string[]): Op => ({
  kind: 'prepend',
  name,
  entries: entries.map(value),
  from: '',
})

/** What bash makes of the same plan. */
function runBash(ops: readonly Op[], env: Environment): Environment {
  const changes = renderChanges(compilePlan([ops]).ops, SHELLS).join('\n')
  const script = `${changes}\nunset _ PWD OLDPWD; exec /usr/bin/env -0`
  const argv = ['--norc', '-p', '-c', script]
  return parseBlock(execFileSync('/bin/bash', argv, { env, encoding: 'utf8' }))
}

const LISTS = [undefined, '', ':', 'a', 'a:', ':a', 'a::b', 'b:a:c', 'a:a', 'c', '::', 'x y:*']
const ENTRIES = [['a'], ['a', 'b'], ['b', 'a', 'b'], ['${X}/lib'], ['${X}', 'a'], ['${Y:-d}', 'c']]

test.each(LISTS)('a list that was %j comes out as bash makes it', (list) => {
  for (const entries of ENTRIES) {
    for (const x of [undefined, '', 'x']) {
      const env = {
        PATH: '/usr/bin:/bin',
        ...(list === undefined ? {} : { L: list }),
        ...(x === undefined ? {} : { X: x }),
      }
      const ops = [prepend('L', ...entries)]
      const ours = applyPlan(compilePlan([ops]), env)
      expect(ours, JSON.stringify({ entries, x })).toEqual(without(runBash(ops, env)))
    }
  }
})

test.each<[string, readonly Op[]]>([
  ['a value made of an earlier one', [set('A', '1'), set('B', '${A}2')]],
  ['a value made of one that is absent', [set('B', 'x${NONE}y')]],
  ['a default in place of an empty one', [set('B', '${EMPTY:-d}')]],
  ['a value made of itself', [set('OLD', '${OLD}+')]],
  ['unset and used', [{ kind: 'unset', name: 'OLD', from: '' }, set('B', '${OLD:-none}')]],
  ['a proxy variable while the proxy is active', [set('HTTP_PROXY', 'ours'), set('A', '1')]],
])('%s', (_, ops) => {
  for (const proxy of [{}, { CODEX_NETWORK_PROXY_ACTIVE: '1', HTTP_PROXY: 'agent' }]) {
    const env = { PATH: '/usr/bin:/bin', OLD: 'old', EMPTY: '', ...proxy }
    expect(applyPlan(compilePlan([ops]), env)).toEqual(without(runBash(ops, env)))
  }
})

/** bash itself exports this. */
function without({ _, SHLVL, ...environment }: Environment): Environment {
  return environment
}

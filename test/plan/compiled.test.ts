import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { renderOverlayMembers } from '../../src/dialects/posix/overlays.js'
import { listNames, renderNames, touchesProxy } from '../../src/plan/compiled.js'
import type { Plan } from '../../src/plan/plan.js'

const from = 'f:1'
const plan: Plan = {
  ops: [
    { kind: 'set', name: 'A', value: [], from },
    { kind: 'prepend', name: 'L', entries: [[]], from },
    { kind: 'prepend', name: 'L', entries: [[]], from },
    { kind: 'unset', name: 'NO_PROXY', from },
  ],
  ignored: [{ name: 'HOME', reason: '', from }],
  provenance: [],
}

test('names are listed once each, by what happens to them', () => {
  expect(listNames(plan, 'usual')).toEqual({
    set: ['A'],
    prepended: ['L'],
    removed: ['NO_PROXY'],
    restored: [],
    protected: ['HOME'],
  })
})

test('proxy variables count as protected while the proxy is active', () => {
  expect(touchesProxy(plan)).toBe(true)
  expect(listNames(plan, 'proxied')).toMatchObject({ removed: [], protected: ['HOME', 'NO_PROXY'] })
})

test('names are members of a JSON object', () => {
  expect(JSON.parse(`{${renderNames(plan, 'usual')}}`)).toEqual(listNames(plan, 'usual'))
})

test('more names than a line can hold are cut, and it says so', () => {
  const ops = Array.from({ length: 500 }, (_, index) => ({
    kind: 'set' as const,
    name: `NAME_${index}`,
    value: [],
    from,
  }))
  const text = renderNames({ ...plan, ops }, 'usual')
  const { names_cut, set } = JSON.parse(`{${text}}`)
  expect(names_cut).toBe(true)
  expect(set[0]).toBe('NAME_0')
  expect(text.length).toBeLessThanOrEqual(1000 + ',"names_cut":true'.length)
  expect(text.length).toBeGreaterThan(900)
})

test('a plan with overlays leaves them room in the line', () => {
  const ops = Array.from({ length: 30 }, (_, index) => ({
    kind: 'set' as const,
    name: `A_LONG_NAME_OF_A_VARIABLE_${index}`,
    value: [],
    from,
  }))
  const when = [
    { kind: 'thread', value: 't'.repeat(128) },
    { kind: 'name', value: 'n'.repeat(64) },
  ] as const
  const overlays = { project: true, scoped: when.map((one) => ({ when: one, ops })) }
  const lines = renderOverlayMembers({ ...plan, ops, overlays }).join('\n')
  const script = `__codex_env_json=; ${lines}\nprintf %s "$__codex_env_json"`
  const env = { CODEX_THREAD_ID: 'x', CODEX_SESSION_ID: 't'.repeat(128) }
  const said = execFileSync('sh', ['-c', script], {
    env: { ...env, CODEX_ENV_SHIM_OVERLAY: 'n'.repeat(64) },
    encoding: 'utf8',
  })
  expect(JSON.parse(`{${said.slice(1)}}`)).toMatchObject({
    overlays: ['project', 'thread', 'n'.repeat(64)],
  })
  const names = renderNames({ ...plan, ops, overlays }, 'usual')
  expect(names.length + said.length).toBeLessThanOrEqual(1000 + ',"names_cut":true'.length)
})

import { expect, test } from 'vitest'
import { listNames, renderNames, touchesProxy } from '../src/compiled.js'
import type { Plan } from '../src/plan.js'

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

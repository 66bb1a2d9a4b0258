import { expect, test } from 'vitest'
import { applyPlan } from '../../src/effective/effective.js'
import { type Choose, KEEP, type Row } from '../../src/plan/choose.js'
import type { Template } from '../../src/plan/expansion.js'
import type { Op } from '../../src/plan/plan.js'
import { HOSTILE_VALUES } from '../hostile-values.js'
import { apply, compiled, inherited, SHELLS, set, text } from './shells.js'

const to = (...value: Template): Row => ({ kind: 'set', value })
const choose = (name: string, on: string, unset: Row, empty: Row, other: Row): Choose => ({
  kind: 'choose',
  name,
  on,
  unset,
  empty,
  else: other,
  from: 'f:1',
})
const always = (name: string, ...value: Template) =>
  choose(name, name, to(...value), to(...value), to(...value))
const append = (name: string, ...entries: string[]): Op => ({
  kind: 'append',
  name,
  entries: entries.map((entry) => [text(entry)]),
  from: 'f:1',
})
const prepend = (name: string, ...entries: string[]): Op & { kind: 'prepend' } => ({
  kind: 'prepend',
  name,
  entries: entries.map((entry) => [text(entry)]),
  from: 'f:1',
})
const optional = (name: string, lead: string, trail = '') =>
  ({ kind: 'inherited', name, lead, trail }) as const
const part = (name: string, which: 'first' | 'last-name' | 'folder') =>
  ({ kind: 'inherited', name, part: which }) as const

const unset: Row = { kind: 'unset' }
const OPS: readonly (readonly [string, readonly Op[]])[] = [
  ['a default where unset', [choose('V', 'V', to(text('d')), KEEP, KEEP)]],
  ['a default where unset or empty', [choose('V', 'V', to(text('d')), to(text('d')), KEEP)]],
  ['one for each case', [choose('V', 'V', to(text('u')), unset, to(inherited('V'), text(' -g')))]],
  ['an extension', [always('V', text('-a '), inherited('V'), text(' -z'))]],
  ['an extension with a separator of its own', [always('V', optional('V', '', ';'), text('z'))]],
  ['one in front', [always('V', text('/x'), optional('V', ':'))]],
  ['a copy where set', [choose('C', 'V', KEEP, to(inherited('V')), to(inherited('V')))]],
  [
    'a copy, then a change',
    [choose('C', 'V', unset, unset, to(inherited('V'))), set('V', text('n'))],
  ],
  [
    'another decides',
    [choose('V', 'W', to(text('1')), to(text('2')), to(text('3'), inherited('W')))],
  ],
  ['taken away where empty', [choose('V', 'V', KEEP, unset, KEEP)]],
  [
    'a copy that was made already',
    [
      {
        ...choose('C', 'V', unset, unset, to(inherited('V'))),
        unless: [[{ name: 'V', like: ['/x:', ''] }], [{ name: 'W', like: ['', ':k:', ''] }]],
      },
    ],
  ],
  ['parts', [set('C', part('V', 'first'), text('|'), part('V', 'last-name'), part('V', 'folder'))]],
  ['entries behind', [append('V', '/x', '/y')]],
  ['entries behind once more', [{ ...append('V', '/x'), repeat: 'again' } as Op]],
  ['entries in front once more', [{ ...prepend('V', '/x'), repeat: 'again' }]],
  ['entries in front where absent', [{ ...prepend('V', '/y', '/x'), repeat: 'never' }]],
  ['entries in front of the system', [{ ...prepend('V', '/x'), open: true }]],
  ['entries behind the system', [{ ...append('V', '/x', '/y'), open: true } as Op]],
  [
    'an entry of a variable in front of the system',
    [
      {
        kind: 'prepend',
        name: 'V',
        entries: [[inherited('W'), text('/q')]],
        open: true,
        from: 'f',
      },
    ],
  ],
  [
    'an entry of a variable behind the system',
    [{ kind: 'append', name: 'V', entries: [[inherited('W'), text('/q')]], open: true, from: 'f' }],
  ],
  [
    'what is filled stays',
    [
      {
        ...choose('V', 'V', to(text('d')), to(text('d')), to(text('e'))),
        unless: [[{ name: 'V', like: [] }]],
      },
    ],
  ],
  ['a shell has it by itself', [choose('HOSTNAME', 'HOSTNAME', to(text('d')), KEEP, KEEP)]],
]
const VALUES = [undefined, '', '/x', '/x:/a', '/a:/x', '/a:/x:/b', "it's *", '-a k -z', 'z', 'a;z']

test.each(SHELLS)('$name comes to what the plan says, whatever is there', (shell) => {
  const all = OPS.flatMap(([, ops], index) => ops.map((op) => rename(op, index)))
  for (const value of VALUES) {
    const held = OPS.map((_, index) => [`V${index}`, value] as const)
    const env = {
      PATH: process.env['PATH'] ?? '',
      ...(value === undefined ? {} : Object.fromEntries(held)),
      ...(value === '' ? { W: 'w:k:w' } : {}),
    }
    const plan = compiled(all)
    const seen = apply(shell, plan, env)
    const wanted = applyPlan(plan.plan, env)
    const pick = (from: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        OPS.map(([title], index) => [title, [from[`V${index}`], from[`C${index}`]]]),
      )
    expect(pick(seen), `${value}`).toEqual(pick(wanted))
    expect(seen['HOSTNAME']).toBe('d')
  }
})

test.each(SHELLS)('$name changes nothing the second time', (shell) => {
  // What is made of a value that then changes is not the same the second time, as for the tool itself.
  const isStable = (title: string) => !/^(?:one for|a copy|another|parts)/.test(title)
  const ops = OPS.flatMap(([title, some], index) =>
    isStable(title) ? some.map((op) => rename(op, index)) : [],
  )
  const env = { PATH: process.env['PATH'] ?? '', V4: 'a', V6: 'b' }
  const once = apply(shell, compiled(ops), env)
  expect(apply(shell, compiled(ops), once)).toEqual(once)
})

/** The same operation of variables of its own. */
function rename(op: Op, index: number): Op {
  return JSON.parse(JSON.stringify(op).replace(/"([VC])"/g, `"$1${index}"`)) as Op
}

test.each(SHELLS)('$name takes every text of a row exactly', (shell) => {
  const ops = HOSTILE_VALUES.map((value, index) =>
    choose(`V${index}`, `V${index}`, to(text(value), optional('I', value), text('.')), KEEP, KEEP),
  )
  const seen = apply(shell, compiled(ops), { I: 'i' })
  const wanted = HOSTILE_VALUES.map((value) => `${value}${value}i.`)
  expect(HOSTILE_VALUES.map((_, index) => seen[`V${index}`])).toEqual(wanted)
})

test.each(SHELLS)('$name knows every text that is held already', (shell) => {
  const values = HOSTILE_VALUES.filter((value) => value !== '')
  const ops = values.map((value, index) => always(`V${index}`, text(value), inherited(`V${index}`)))
  const env = Object.fromEntries(values.map((value, index) => [`V${index}`, `${value}x`]))
  const seen = apply(shell, compiled(ops), env)
  expect(values.map((_, index) => seen[`V${index}`])).toEqual(values.map((value) => `${value}x`))
})

import { expect, test } from 'vitest'
import { mergeLists } from '../../src/dialects/merge.js'
import { parseTemplate, renderTemplate } from '../../src/plan/expansion.js'
import type { Op } from '../../src/plan/plan.js'

const template = (text: string) => parseTemplate(text, { file: 'f' })
const path = (...entries: readonly string[]): Op => ({
  kind: 'prepend',
  name: 'PATH',
  entries: entries.map(template),
  from: 'f',
})
const behind = (...entries: readonly string[]): Op =>
  ({ ...path(...entries), kind: 'append' }) as Op
const set = (name: string, value: string): Op => ({
  kind: 'set',
  name,
  value: template(value),
  from: 'f',
})

const shown = (ops: readonly Op[]) =>
  mergeLists(ops).map((op) =>
    op.kind === 'prepend' || op.kind === 'append'
      ? op.entries.map(renderTemplate).join(':')
      : op.name,
  )

test.each([
  ['neighbours', [path('/a', '/b'), path('/c')], ['/c:/a:/b']],
  ['with others in between', [path('/a'), set('X', '1'), path('/b')], ['X', '/b:/a']],
  ['each entry once', [path('/a', '/b'), path('/b', '/c')], ['/b:/c:/a']],
  ['behind, in their order', [behind('/a'), behind('/b', '/a')], ['/a:/b']],
  ['not in front with behind', [path('/a'), behind('/b'), path('/c')], ['/a', '/b', '/c']],
  [
    'not past one that reads the list',
    [path('/a'), set('X', '${PATH}'), path('/b')],
    ['/a', 'X', '/b'],
  ],
  ['of variables, too', [path('${X}/a'), path('${Y}/b')], ['${Y}/b:${X}/a']],
  ['not where an entry reads the list', [path('/a'), path('${PATH}/b')], ['/a', '${PATH}/b']],
  [
    'not where an entry is only known later',
    [path('${X}/a'), set('X', '1'), path('/b')],
    ['${X}/a', 'X', '/b'],
  ],
] as const)('entries are joined: %s', (_, ops, expected) => {
  expect(shown(ops)).toEqual(expected)
})

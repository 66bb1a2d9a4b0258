import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { Op } from '../../../src/plan/op.js'
import { describeChoice, renderValue } from '../../../src/plan/op-value.js'
import { inferOp } from '../../../src/providers/learn/infer.js'
import { makeMarks } from '../../../src/providers/learn/marks.js'
import type { Ground } from '../../../src/providers/learn/seen.js'

const PLACE = mkdtempSync(join(inject('folder'), 'marks-'))
const NAMES = ['CFLAGS', 'LD_LIBRARY_PATH', 'PORT', 'APP_ENV', 'PROJECT_DIR', 'SAVED', 'URL']
const GIVEN = { PORT: '3001', URL: 'http://localhost', LD_LIBRARY_PATH: '/p/lib', CFLAGS: ' -g' }
const marks = makeMarks(NAMES, GIVEN, { place: PLACE, held: true })
const plain = makeMarks(NAMES, GIVEN, { place: PLACE, held: false })
const M = Object.fromEntries(marks.map((mark) => [mark.name, mark]))
const mark = (name: string) => M[name]?.value ?? ''
const ground: Ground = { marks, from: 'f', repeat: () => undefined }

const describe = (op: Op | undefined) =>
  op &&
  [
    op.kind,
    'repeat' in op ? op.repeat : '',
    op.kind === 'choose' ? describeChoice(op, String) : renderValue(op),
  ]
    .filter(Boolean)
    .join(' ')

/** The variable, what it was where nothing was set, where all was empty, where marks were set; and what was learned. */
test.each<[string, string | undefined, string | undefined, string | undefined, string | undefined]>(
  [
    ['APP_ENV', undefined, '', mark('APP_ENV'), 'choose as it is'],
    ['APP_ENV', 'dev', 'dev', 'dev', 'set dev'],
    [
      'APP_ENV',
      'dev',
      'dev',
      mark('APP_ENV'),
      'choose dev, unless the agent has one that is not empty',
    ],
    ['APP_ENV', 'dev', '', mark('APP_ENV'), 'choose dev, unless the agent has one'],
    ['APP_ENV', undefined, undefined, undefined, 'unset'],
    ['CFLAGS', ' -g', ' -g', `${mark('CFLAGS')} -g`, 'choose ${CFLAGS} -g'],
    ['CFLAGS', '-g', '-g', `${mark('CFLAGS')} -g`, 'choose ${CFLAGS:+${CFLAGS} }-g'],
    [
      'LD_LIBRARY_PATH',
      '/p/lib',
      '/p/lib',
      `/p/lib:${mark('LD_LIBRARY_PATH')}`,
      'prepend again /p/lib',
    ],
    [
      'LD_LIBRARY_PATH',
      '/p/lib',
      '/p/lib',
      `${mark('LD_LIBRARY_PATH')}:/p/lib`,
      'append again /p/lib',
    ],
    [
      'LD_LIBRARY_PATH',
      '/p/lib',
      '/p/lib',
      `/p/lib:${mark('LD_LIBRARY_PATH').replace(':/p/lib:', ':')}`,
      'prepend /p/lib',
    ],
    [
      'LD_LIBRARY_PATH',
      '/p/lib:',
      '/p/lib:',
      `/p/lib:${mark('LD_LIBRARY_PATH')}`,
      'choose /p/lib:${LD_LIBRARY_PATH}',
    ],
    ['SAVED', '', '', mark('LD_LIBRARY_PATH'), 'set ${LD_LIBRARY_PATH}'],
    [
      'SAVED',
      undefined,
      '',
      mark('CFLAGS'),
      'choose as it is where CFLAGS is unset; ${CFLAGS} otherwise',
    ],
    [
      'SAVED',
      '/srv/log',
      '/srv/log',
      `${mark('PROJECT_DIR')}/log`,
      'choose /srv/log where PROJECT_DIR is unset or empty; ${PROJECT_DIR}/log otherwise',
    ],
    ['SAVED', '', '', M['LD_LIBRARY_PATH']?.first, 'set ${LD_LIBRARY_PATH%%:*}'],
    [
      'SAVED',
      'x',
      'x',
      M['PROJECT_DIR']?.lastName,
      'choose x where PROJECT_DIR is unset or empty; ${PROJECT_DIR##*/} otherwise',
    ],
    [
      'SAVED',
      '/p',
      '/p',
      `/p:${mark('LD_LIBRARY_PATH')}:${mark('APP_ENV')}`,
      'set /p${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}${APP_ENV:+:${APP_ENV}}',
    ],
  ],
)('%s: %j where unset, %j where empty, %j where marked', (name, unset, empty, marked, learned) => {
  expect(describe(inferOp({ name, unset, empty, marked }, ground).op)).toBe(learned)
})

test.each([
  ['a number that was calculated', 'PORT', '3001', '3001', '41032', 'other'],
  ['a part of a mark', 'SAVED', 'x', 'x', `<${M['APP_ENV']?.tokens[0]?.slice(0)}y`, undefined],
  ['what nothing explains', 'SAVED', 'a', 'a', 'b', 'other'],
])('%s is said to be open', (_, name, unset, empty, marked, open) => {
  expect(inferOp({ name, unset, empty, marked }, ground).open).toBe(open)
})

test('an entry that a tool leaves where it is is looked for with the separator of the list', () => {
  const never = { ...ground, marks: plain, repeat: () => 'never' as const }
  const value = plain.find(({ name }) => name === 'CFLAGS')?.value
  const { op } = inferOp({ name: 'CFLAGS', unset: '-g', empty: '-g', marked: `${value} -g` }, never)
  expect(op?.kind === 'choose' && op.unless?.flat().map(({ like }) => like)).toEqual([
    ['', ' -g ', ''],
    ['-g ', ''],
    ['', ' -g'],
  ])
})

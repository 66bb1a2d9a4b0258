import { expect, test } from 'vitest'
import { parseLine } from '../../../src/audit/read/record.js'
import { logLine } from '../log-line.js'

const line = (fields = {}) => logLine(fields).trimEnd()
const unreadable = (text: string) => ({
  kind: 'unreadable',
  json: JSON.stringify({ unreadable: text }),
  text,
})

test('a line of the shells is a record with all its fields', () => {
  const [entry] = parseLine(line({ project: null, plan: null, state: 'none' }))
  expect(entry).toMatchObject({
    kind: 'record',
    record: {
      time: '2026-01-02T03:04:05.678901Z',
      command: 'make',
      command_file: undefined,
      argv: ['/bin/bash'],
      pid: 2,
      tool_call: 'c1',
      project: undefined,
      plan: undefined,
      state: 'none',
      prepended: ['PATH'],
      problem: '',
      sink: '',
    },
  })
})

test('a field that is missing or of another type is as good as empty', () => {
  const [entry] = parseLine('{"time":"x","command":"make","argv":"make","pid":"1","set":[1,"A"]}')
  expect(entry).toMatchObject({ record: { argv: [], pid: undefined, set: ['A'], cwd: '' } })
})

test('an empty line is nothing', () => {
  expect(parseLine('')).toEqual([])
})

test.each(['text', '[]', '1', 'null', '{"a":1}', '{"time":"x"}', '{"time":1,"command":"a"}'])(
  '%j is no record, and is kept as it is',
  (text) => expect(parseLine(text)).toEqual([unreadable(text)]),
)

test('a whole line behind a torn one is not lost', () => {
  const torn = line({ command: 'torn' }).slice(0, 60)
  expect(parseLine(torn + line({ command: 'whole' }))).toMatchObject([
    unreadable(torn),
    { kind: 'record', record: { command: 'whole' } },
  ])
})

test('the text of a command cannot pass for a line of its own', () => {
  const command = `x\n${line({ command: 'forged' })}`
  expect(parseLine(line({ command }))).toMatchObject([{ record: { command } }])
})

test('what was kept as unreadable is unreadable again', () => {
  const json = '{"unreadable":"torn","sink":"spool"}'
  expect(parseLine(json)).toEqual([{ kind: 'unreadable', json, text: 'torn' }])
})

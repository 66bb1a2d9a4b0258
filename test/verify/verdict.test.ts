import { expect, test } from 'vitest'
import { parseLine } from '../../src/audit/read/record.js'
import type { CompiledPlan } from '../../src/plan/compiled.js'
import { parseTemplate } from '../../src/plan/expansion.js'
import { compilePlan, type Op } from '../../src/plan/plan.js'
import type { Environment } from '../../src/variables/environment.js'
import { findMissing } from '../../src/verify/missing.js'
import { type Evidence, judgeCall } from '../../src/verify/verdict.js'
import { logLine } from '../audit/log-line.js'

const value = (text: string) => parseTemplate(text, { file: 'f' })
const OPS: readonly Op[] = [
  { kind: 'set', name: 'A', value: value('1'), from: 'f:1' },
  { kind: 'prepend', name: 'PATH', entries: [value('/p/bin')], from: 'f:2' },
  { kind: 'unset', name: 'GONE', from: 'f:3' },
]

const compiled = (login: CompiledPlan['login'] = 'suppress'): CompiledPlan => ({
  root: '/p',
  state: 'fresh',
  digest: '0',
  login,
  onError: 'last-good',
  problem: '',
  plan: compilePlan([OPS]),
  watched: [],
  allowed: '',
})

const encode = (environment: Environment) =>
  Buffer.from(
    Object.entries(environment)
      .map(([name, text]) => `${name}=${text}\0`)
      .join(''),
  ).toString('base64')

const PASSED = { PATH: '/bin', GONE: 'x', BASH_ENV: '/shells/hook.bash' }
const RIGHT = { PATH: '/p/bin:/bin', A: '1' }

const answer = (seen: Environment, passed: Environment = PASSED) => ({
  text: `hello\n<sight:${encode(seen)}:${encode(passed)}>\n`,
  status: 0,
  ms: 20,
})

const readRecord = (fields = {}) => {
  const [entry] = parseLine(logLine(fields).trim())
  return entry?.kind === 'record' ? entry.record : undefined
}

const judge = (evidence: Partial<Evidence>) =>
  judgeCall({
    call: { title: 'a call', command: '' },
    answer: answer(RIGHT),
    without: answer(PASSED),
    record: readRecord(),
    compiled: compiled(),
    terminal: {},
    shells: '/shells',
    ...evidence,
  })

test('a call in which all arrived', () => {
  expect(judge({})).toEqual({
    title: 'a call',
    outcome: 'ran',
    reason: '',
    declared: 3,
    losses: [],
    route: 'hook',
    state: 'fresh',
    ms: 20,
    msWithout: 20,
  })
})

test.each<[string, Partial<Evidence>, string]>([
  ['the policy', { record: undefined, answer: answer(PASSED, { PATH: '/bin' }) }, "Codex's policy"],
  ['the shell', { record: undefined, answer: answer(PASSED) }, 'the shell'],
  ['trust', { record: readRecord({ state: 'untrusted' }), answer: answer(PASSED) }, 'trust'],
  [
    'nothing applied',
    { record: readRecord({ state: 'none' }), answer: answer(PASSED) },
    'the plan',
  ],
  ['a refusal', { record: readRecord({ state: 'refused' }), answer: answer(PASSED) }, 'the plan'],
  ['something later', { answer: answer(PASSED) }, 'something that ran after'],
])('what was lost is blamed on %s', (_, evidence, layer) => {
  const { losses } = judge(evidence)
  expect(losses.map(({ name }) => name)).toEqual(['A', 'PATH', 'GONE'])
  for (const loss of losses) expect(loss.layer).toContain(layer)
})

test('where profiles may stay, only the front of a list counts', () => {
  const seen = { ...RIGHT, PATH: '/p/bin:/profile:/bin' }
  expect(judge({ answer: answer(seen) }).losses).toHaveLength(1)
  expect(judge({ answer: answer(seen), compiled: compiled('allow') }).losses).toEqual([])
  const late = { ...RIGHT, PATH: '/profile:/p/bin:/bin' }
  expect(judge({ answer: answer(late), compiled: compiled('allow') }).losses).toHaveLength(1)
})

test.each([
  [{ login: true }, 'login shells are not allowed', undefined, 'refused'],
  [{}, 'login shells are not allowed', undefined, 'failed'],
  [{ login: true }, 'no such file', 1, 'failed'],
])('a call %j that says %j: %s', (how, text, status, outcome) => {
  const call = { title: '', command: '', ...how }
  expect(judge({ call, answer: { text, status, ms: 1 } })).toMatchObject({ outcome })
})

test('a call that was never answered has failed', () => {
  expect(judge({ answer: undefined })).toMatchObject({
    outcome: 'failed',
    reason: 'Codex never answered',
  })
})

test('what the terminal has and a command has not is told with its layer', () => {
  const terminal = { LD_LIBRARY_PATH: '/l', A: '1', B: '1', C: '1', PWD: '/x' }
  const passed = { A: '1', B: '1', C: '1' }
  const plain = { seen: { A: '1', B: 'rc', C: '1' }, passed }
  const usual = { seen: { B: 'rc', C: '1' }, passed }
  expect(findMissing(terminal, { plain, usual })).toEqual([
    { name: 'LD_LIBRARY_PATH', layer: 'taken away by Codex, before any shell' },
    { name: 'A', layer: 'removed by a login profile, or by the snapshot of one' },
    { name: 'B', layer: "changed by the shell's own startup" },
  ])
})

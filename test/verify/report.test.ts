import { expect, test } from 'vitest'
import { PLAIN } from '../../src/text/colors.js'
import { describeVerification } from '../../src/verify/report.js'
import type { Verdict } from '../../src/verify/verdict.js'
import type { Verification } from '../../src/verify/verification.js'

const RAN: Verdict = {
  title: 'as Codex starts it',
  outcome: 'ran',
  reason: '',
  declared: 2,
  losses: [],
  route: 'hook',
  state: 'fresh',
  ms: 10,
  msWithout: 9,
}
const FAILED: Verdict = { ...RAN, outcome: 'failed', reason: 'bwrap: no such file\u001b[2J' }
const LOST: Verdict = {
  ...RAN,
  losses: [{ name: 'A', declared: '1', arrived: undefined, layer: 'the shell' }],
}

function describeCalls(verdicts: readonly Verdict[], found: Partial<Verification> = {}): string {
  const verification: Verification = {
    codex: { program: '/bin/codex', version: '0.169.0', hasHooks: true },
    config: '/home/u/.codex/config.toml',
    routes: ['hook'],
    hooks: null,
    sandbox: 'workspace-write',
    directory: '/p',
    project: '/p',
    isSample: false,
    plan: '0123',
    verdicts,
    missing: [],
    passed: false,
    ...found,
  }
  return describeVerification(verification, PLAIN)
}

test('calls that did not run stand in the table, and below it why, once', () => {
  const text = describeCalls([FAILED, RAN, FAILED])
  expect(text).toMatch(/^1 {2}as Codex starts it {2}2 +0 +did not run$/m)
  expect(text).toContain('These could not be run:\n  call 1 3: bwrap: no such file\\u{1b}[2J\n')
})

test('a hook that was run is named', () => {
  const hooks = '/home/u/.codex/hooks.json'
  expect(describeCalls([RAN], { hooks })).toContain(`\nhooks    SessionStart  (${hooks})\n`)
  expect(describeCalls([RAN])).not.toContain('SessionStart')
})

test.each([
  [[RAN, RAN], { passed: true }, 'verified: all 4 values arrived in 2 calls'],
  [[RAN, LOST], {}, 'not verified: 1 of 4 values were lost'],
  [[FAILED, RAN], {}, 'not verified: 1 of 2 calls did not run'],
  [[FAILED, LOST], {}, 'not verified: 1 of 2 calls did not run; 1 of 2 values were lost'],
  [
    [LOST],
    { routes: [] },
    'not verified: 1 of 2 values were lost; run: codex-env-shim enable codex',
  ],
] as const)('%#: the last line says what came of it', (verdicts, found, line) => {
  expect(describeCalls(verdicts, found).trimEnd().split('\n').at(-1)).toBe(line)
})

test('in a read-only sandbox a row without a line is no warning, and below it says why', () => {
  const silent: Verdict = { ...RAN, route: undefined, state: undefined }
  const text = describeCalls([silent, silent], { sandbox: 'read-only', passed: true })
  expect(text.match(/none: read-only sandbox/g)).toHaveLength(2)
  expect(text).not.toContain('no line')
  expect(text).toContain('codex-env-shim enable --collector')
  expect(describeCalls([silent])).toMatch(/ no line /)
})

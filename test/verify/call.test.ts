import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Call, chooseTool, parseAnswer, renderArguments } from '../../src/verify/call.js'
import { parseSight, renderProbe } from '../../src/verify/probe.js'

const CALL: Call = { title: 'x', command: 'make', login: false, tty: true, workdir: '/w' }

test.each([
  [['shell', 'exec_command', 'view_image'], 'exec_command'],
  [['shell_command', 'plan'], 'shell_command'],
  [['shell'], 'shell'],
  [['view_image'], undefined],
] as const)('of the tools %j the newest that is known is used', (names, tool) => {
  expect(chooseTool(names)).toBe(tool)
})

test('each tool takes its own arguments, and only those', () => {
  expect(renderArguments('exec_command', CALL)).toMatchObject({
    cmd: 'make',
    login: false,
    tty: true,
    workdir: '/w',
  })
  expect(renderArguments('shell_command', CALL)).toEqual({
    command: 'make',
    timeout_ms: 30_000,
    login: false,
    workdir: '/w',
  })
  expect(renderArguments('shell', CALL)).toEqual({
    command: ['bash', '-c', 'make'],
    timeout_ms: 30_000,
    workdir: '/w',
  })
})

test.each([
  ['Exit code: 3\nWall time: 0 seconds\nOutput:\nhello\n', 'hello\n', 3],
  ['Chunk ID: 1\nProcess exited with code 0\nOutput:\nhello', 'hello', 0],
  ['login shells are not allowed', 'login shells are not allowed', undefined],
])('an answer is read as each version words it: %j', (output, text, status) => {
  expect(parseAnswer(output)).toEqual({ text, status })
})

test.skipIf(process.platform !== 'linux')('the probe sees all, in a shell with nothing set', () => {
  const env = { ODD: 'two\nlines\té', PATH: '' }
  const text = execFileSync('/bin/bash', ['--norc', '-c', `export ADDED=1; ${renderProbe('m')}`], {
    env,
    encoding: 'utf8',
  })
  const sight = parseSight(`something before\n${text}`)
  expect(sight?.passed).toEqual(env)
  expect(sight?.seen).toMatchObject({ ...env, ADDED: '1' })
  expect(parseSight('nothing')).toBeUndefined()
})

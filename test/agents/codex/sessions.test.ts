import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  keepSession,
  listSessions,
  nameProcess,
  readStays,
  type Session,
} from '../../../src/agents/sessions.js'
import { makeWorld, write } from '../../world.js'

const session: Session = {
  agent: 'codex',
  mode: 'exec',
  version: '1.2.3',
  pid: 42,
  startedAt: '2026-01-01T00:00:00.000Z',
  host: 'testhost',
}
const later: Session = { ...session, pid: 43, startedAt: '2026-01-01T01:00:00.000Z' }

test('a session remembers each process that it was in, and since when', async () => {
  const world = makeWorld()
  const keep = (hour: number, one: Session) =>
    keepSession({ ...world, now: new Date(hour * 3_600_000) }, 'thread-1', one)
  await keep(1, session)
  // Compacted and cleared: the process is the same.
  await keep(2, session)
  await keep(3, later)
  await keep(4, session)
  expect(readStays(world, 'thread-1')).toEqual([
    { since: '1970-01-01T01:00:00.000Z', session },
    { since: '1970-01-01T03:00:00.000Z', session: later },
    { since: '1970-01-01T04:00:00.000Z', session },
  ])
})

test('of many processes, and of many sessions, the last are remembered', async () => {
  const world = makeWorld()
  for (let pid = 1; pid <= 60; pid += 1) await keepSession(world, 'one', { ...session, pid })
  expect(readStays(world, 'one').map((stay) => stay.session.pid)).toEqual(
    Array.from({ length: 50 }, (_, at) => at + 11),
  )
  const folder = join(world.places.state, 'sessions')
  utimesSync(join(folder, 'one.jsonl'), 1, 1)
  for (let at = 0; at < 499; at += 1) write(join(folder, `${at}.jsonl`), '')
  await keepSession(world, 'new', session)
  expect(readdirSync(folder)).toHaveLength(500)
  expect(listSessions(world)).toContain('new')
  expect(listSessions(world)).not.toContain('one')
})

test.each(['', '../escape', 'a/b', 'x'.repeat(81)])('%j is no session', async (id) => {
  const world = makeWorld()
  await keepSession(world, id, session)
  expect(readStays(world, id)).toEqual([])
  expect(listSessions(world)).toEqual([])
})

test('text that is none of ours is nothing that is remembered', () => {
  const world = makeWorld()
  write(join(world.places.state, 'sessions/torn.jsonl'), '{"since":')
  expect(readStays(world, 'torn')).toEqual([])
})

test.each([
  [session, 'codex exec 1.2.3, process 42 on testhost'],
  [{ ...session, version: '', host: '' }, 'codex exec, process 42'],
])('a process in words', (one, words) => {
  expect(nameProcess(one)).toBe(words)
})

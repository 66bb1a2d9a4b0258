import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { locateLog } from '../../../src/audit/read/log-file.js'
import { readEntries } from '../../../src/audit/read/read.js'
import type { World } from '../../../src/system/world.js'
import { makeWorld } from '../../world.js'
import { logLines, record } from '../log-line.js'

/** Follows the log; `next` answers the text of the next entry. */
function follow(world: World, count = 0) {
  const entries = readEntries(locateLog(world), { count, follow: true, filter: {} })
  onTestFinished(async () => void (await entries.return(undefined)))
  const waiting: string[] = []
  const next = async (): Promise<string | undefined> => {
    while (waiting.length === 0) {
      const { value = [] } = await entries.next()
      for (const entry of value) {
        waiting.push(entry.kind === 'record' ? entry.record.command : `? ${entry.json}`)
      }
    }
    return waiting.shift()
  }
  /** Lets the follower look at the log as it is. */
  const look = async () => void (await entries.next())
  return { next, look }
}

test('following shows the newest lines and then each one as it comes', async () => {
  const world = makeWorld()
  const log = record(world, logLines('a', 'b', 'c'))
  const { next } = follow(world, 2)
  expect([await next(), await next()]).toEqual(['b', 'c'])
  appendFileSync(log, logLines('d', 'e'))
  expect([await next(), await next()]).toEqual(['d', 'e'])
})

test('following waits for a log that is not there yet', async () => {
  const world = makeWorld()
  const { next, look } = follow(world, 5)
  await look()
  record(world, logLines('first'))
  expect(await next()).toBe('first')
})

test('a line that is still being written is shown when it is whole', async () => {
  const world = makeWorld()
  const line = logLines('slow')
  const log = record(world, `${logLines('a')}${line.slice(0, 30)}`)
  const { next } = follow(world, 5)
  expect(await next()).toBe('a')
  appendFileSync(log, line.slice(30))
  expect(await next()).toBe('slow')
})

test('following goes on in the new log when the old one is renamed, and misses no line of either', async () => {
  const world = makeWorld()
  const log = record(world, logLines('a'))
  const { next, look } = follow(world)
  await look()
  appendFileSync(log, logLines('b'))
  renameSync(log, `${log}.1`)
  writeFileSync(log, logLines('new'))
  expect(await next()).toBe('b')
  appendFileSync(`${log}.1`, logLines('straggler'))
  expect([await next(), await next()]).toEqual(['straggler', 'new'])
  renameSync(log, `${log}.1`)
  appendFileSync(`${log}.1`, logLines('while away'))
  expect(await next()).toBe('while away')
  writeFileSync(log, logLines('third'))
  expect(await next()).toBe('third')
})

test('following starts over in a log that was truncated', async () => {
  const world = makeWorld()
  const log = record(world, logLines('a', 'b', 'c'))
  const { next, look } = follow(world, 3)
  expect([await next(), await next(), await next()]).toEqual(['a', 'b', 'c'])
  await look()
  truncateSync(log)
  appendFileSync(log, logLines('d'))
  expect(await next()).toBe('d')
})

test('a line that was torn when its log went away is told', async () => {
  const world = makeWorld()
  const log = record(world, '')
  const { next, look } = follow(world)
  await look()
  appendFileSync(log, 'torn')
  await look()
  rmSync(log)
  writeFileSync(log, logLines('new'))
  expect([await next(), await next()]).toEqual(['? {"unreadable":"torn"}', 'new'])
})

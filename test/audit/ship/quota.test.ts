import { expect, test } from 'vitest'
import { makeQuota } from '../../../src/audit/ship/quota.js'

const MEGABYTE = 1024 * 1024

/** A quota at a time that the test tells. */
function makeTimed() {
  let hours = 0
  const quota = makeQuota(
    () => new Date(hours * 3_600_000),
    () => hours * 3_600_000,
  )
  return { quota, pass: (passed: number) => (hours += passed) }
}

test('one writer has its share, and does not use up what others have', () => {
  const { quota } = makeTimed()
  const sent = Array.from({ length: 40 }, () => quota.admit('line', 'loud', MEGABYTE))
  expect(sent.filter(Boolean)).toHaveLength(32)
  expect(quota.admit('line', 'quiet', MEGABYTE)).toBe(true)
  expect(quota.tell()).toMatchObject({ reason: 'quota exceeded', lines: 8, texts: 0 })
  expect(quota.tell()).toBeUndefined()
})

test('whoever takes a new name for each line has what is left for all, and no more', () => {
  const { quota } = makeTimed()
  const sent = Array.from({ length: 5000 }, (_, at) => quota.admit('line', `${at}`, MEGABYTE / 10))
  expect(sent.filter(Boolean)).toHaveLength(1280)
})

test('files are counted, however small', () => {
  const { quota } = makeTimed()
  const sent = Array.from({ length: 3000 }, () => quota.admit('text', 'loud', 1))
  expect(sent.filter(Boolean)).toHaveLength(1000)
  const many = Array.from({ length: 9000 }, (_, at) => quota.admit('text', `${at}`, 1))
  expect(many.filter(Boolean)).toHaveLength(3000)
  expect(quota.tell()).toMatchObject({ lines: 0, texts: 8000 })
})

test('room comes back with time, and never more than an hour has', () => {
  const { quota, pass } = makeTimed()
  const fill = () => {
    let count = 0
    while (quota.admit('text', 'a', MEGABYTE)) count++
    return count
  }
  expect(fill()).toBe(16)
  pass(0.5)
  expect(fill()).toBe(8)
  pass(100)
  expect(fill()).toBe(16)
})

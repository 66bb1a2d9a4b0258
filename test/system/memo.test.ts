import { expect, test } from 'vitest'
import { memoize } from '../../src/system/memo.js'

test('an answer is found once, also where it is nothing, and the oldest makes room for a new one', () => {
  const asked: string[] = []
  const find = memoize((key: string) => {
    asked.push(key)
    return key === 'nothing' ? undefined : key.toUpperCase()
  }, 2)
  expect(['a', 'nothing', 'a', 'nothing'].map(find)).toEqual(['A', undefined, 'A', undefined])
  expect(asked).toEqual(['a', 'nothing'])
  expect(['b', 'nothing', 'a'].map(find)).toEqual(['B', undefined, 'A'])
  expect(asked).toEqual(['a', 'nothing', 'b', 'a'])
})

test('never more than the limit is held', () => {
  let found = 0
  const find = memoize((key: number) => {
    found += 1
    return key
  }, 10)
  for (let key = 0; key < 1000; key += 1) find(key)
  expect(found).toBe(1000)
  for (let key = 990; key < 1000; key += 1) find(key)
  expect(found).toBe(1000)
  find(989)
  expect(found).toBe(1001)
})

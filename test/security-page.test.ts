import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './product.js'

const PAGE = readFileSync(join(REPOSITORY, 'docs/security.md'), 'utf8')

const TABLES = PAGE.split(/^## /m).filter((part) => /^(?:What is promised|Attacks)/.test(part))

/** What the last column of a table names. */
const NAMED = [...TABLES.join('').matchAll(/^\|.*\| ([^|]+) \|$/gm)]
  .flatMap(([, cell = '']) => [...cell.matchAll(/`([\w/-]+)`/g)])
  .map(([, name = '']) => name)

test('every promise and every attack names a test that is there', () => {
  expect(NAMED.length).toBeGreaterThan(40)
  const missing = NAMED.filter((name) => {
    const places = name.includes('/') ? [name] : [`security/${name}`, name]
    return !places.some((one) =>
      [`test/${one}.test.ts`, `test/${one}`].some((path) => existsSync(join(REPOSITORY, path))),
    )
  })
  expect(missing).toEqual([])
})

test('no row of a table is without a test', () => {
  expect(TABLES).toHaveLength(2)
  const rows = TABLES.join('').match(/^\|.*\|$/gm) ?? []
  const bare = rows.filter(
    (row) => !/^\|(?:---|.*\| test \|)/.test(row) && !/`[\w/-]+`[^|]*\|$/.test(row),
  )
  expect(bare).toEqual([])
})

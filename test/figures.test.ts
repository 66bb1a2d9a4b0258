import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './product.js'

type Documents = {
  readonly renderDocuments: (results: unknown, readme: string) => Readonly<Record<string, string>>
}

// The bench is plain JavaScript, so that it runs as it is.
const load = (path: string): Promise<Documents> => import(path)
const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8')

test('the figures in the README, the tables and the plots are those of bench/results.json', async () => {
  const { renderDocuments } = await load(join(REPOSITORY, 'bench/documents.mjs'))
  const documents = renderDocuments(JSON.parse(read('bench/results.json')), read('README.md'))
  for (const [path, text] of Object.entries(documents)) expect(read(path), path).toBe(text)
})

test('a figure that nothing measures is refused', async () => {
  const { renderDocuments } = await load(join(REPOSITORY, 'bench/documents.mjs'))
  const results: unknown = JSON.parse(read('bench/results.json'))
  const readme = '<!-- bench no-such-row.median --><!-- /bench -->'
  expect(() => renderDocuments(results, readme)).toThrow('no-such-row.median')
})

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownProduct, sandbox } from './sandbox.js'

test('what V8 has made of a verb is kept beside it; what is foreign there does not count and is made anew', async () => {
  const product = ownProduct()
  const box = await sandbox(product).declare('[env]\nA = 1\n').allow().build()
  const kept = join(product.data, 'dist/verb-status.v8')
  const ask = async () => {
    const { stdout, stderr, status } = await box.control('status')
    return { stdout, stderr, status }
  }
  const first = await ask()
  expect(first).toMatchObject({ status: 0, stderr: '' })
  const size = readFileSync(kept).length
  expect(size).toBeGreaterThan(1000)
  const key = readFileSync(kept).subarray(0, 16)
  for (const foreign of ['', 'x'.repeat(size), Buffer.concat([key, Buffer.from('no code')])]) {
    writeFileSync(kept, foreign)
    expect(await ask()).toEqual(first)
    expect(readFileSync(kept).length).toBeGreaterThan(1000)
  }
  // A text that was replaced has nothing kept, however long it is.
  const program = join(product.data, 'dist/verb-status.cjs')
  const text = readFileSync(program, 'utf8')
  rmSync(program)
  writeFileSync(program, text.replace('applies here', 'applies HERE'))
  expect((await ask()).stdout).toContain('applies HERE')
})

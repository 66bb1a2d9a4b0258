import { execFileSync } from 'node:child_process'
import { expect, inject, test } from 'vitest'

test('a fiftieth of what `npm run faults` does loses, tears, refuses and holds up nothing', () => {
  const argv = ['bench/faults/run.mjs', '0.02', inject('release')]
  const said = execFileSync(process.execPath, argv, { encoding: 'utf8' })
  const rows = said.trimEnd().split('\n')
  expect(rows.length).toBeGreaterThan(8)
  for (const row of rows) expect(row).toMatch(/ \| 0 \| 0 \| 0 \| 0 \| 0 \|$/)
})

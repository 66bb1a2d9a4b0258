import { execFileSync } from 'node:child_process'
import { expect, inject, test } from 'vitest'

test('a fiftieth of what `npm run faults` does loses, tears, refuses and holds up nothing', () => {
  const argv = ['bench/faults/run.mjs', '0.02', inject('release')]
  const said = execFileSync(process.execPath, argv, { encoding: 'utf8' })
  const rows = said.trimEnd().split('\n')
  expect(rows.length).toBeGreaterThan(8)
  for (const row of rows) {
    // logrotate's manual: what is written between copy and truncation may be lost.
    const isLogrotate = row.includes('logrotate copies and truncates')
    expect(row).toMatch(
      isLogrotate ? / \| 0 \| \d+ \| 0 \| 0 \| 0 \|$/ : / \| 0 \| 0 \| 0 \| 0 \| 0 \|$/,
    )
  }
})

import { expect, test } from 'vitest'
import { ROUTES } from '../routes.js'
import { sandbox } from '../sandbox.js'

const WRITERS = 8
const COMMANDS = 500
/** Commands that a writer runs in one go: a slow machine needs longer for all of them than a program may take (test/run.ts). */
const GO = 20

/** Commands of lengths between none and far more than a line holds; bash -c of each, one after the other. */
const WRITE = `
pad=$(printf '%5000s' '' | tr ' ' x)
for i in $(seq "$1" "$2"); do
  BASH_ENV=$HOOK /bin/bash -c ": writer $0 command $i $(printf "%.$((i * 9))s" "$pad")"
done`

test('eight writers at once tear no line and lose none', { timeout: 600_000 }, async () => {
  const box = await sandbox().declare('[env]\nVALUE = 1\n').allow().build()
  const HOOK = ROUTES.hookBash.env(box.product)['BASH_ENV'] ?? ''
  const work = async (writer: number) => {
    for (let first = 1; first <= COMMANDS; first += GO) {
      const argv = ['/bin/dash', '-c', WRITE, writer, first, first + GO - 1].map(String)
      const { stderr, status } = await box.run(argv, { env: { HOOK } })
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => work(writer)))
  const lines = box.audit()
  const seen = new Set(
    lines.map(({ command }) => /writer \d command \d+/.exec(String(command))?.[0]),
  )
  expect(lines).toHaveLength(WRITERS * COMMANDS)
  expect(seen.size).toBe(WRITERS * COMMANDS)
  expect(lines.every(({ state }) => state === 'fresh')).toBe(true)
})

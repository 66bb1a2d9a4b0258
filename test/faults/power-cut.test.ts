import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'

/** The system calls of a verb that put files in their places, in order: what, and the name without its temporary end. */
async function trace(box: Box, ...verb: readonly string[]) {
  const file = join(box.dir, 'trace')
  writeFileSync(file, '')
  const calls = 'trace=fsync,fdatasync,rename,renameat,renameat2'
  const { status, stderr } = await box.run([
    'strace',
    '-f',
    '-qq',
    '-y',
    '--signal=none',
    '-e',
    calls,
    '-o',
    file,
    box.product.bin,
    ...verb,
  ])
  expect({ status, stderr }).toMatchObject({ status: 0 })
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, synced] = /sync\(\d+<([^>]+)>/.exec(line) ?? []
      if (synced) return [{ call: 'flush', from: synced, to: '' }]
      const [, from, to] = /rename\w*\([^"]*"([^"]+)"[^"]*"([^"]+)"/.exec(line) ?? []
      return from && to ? [{ call: 'rename', from, to }] : []
    })
}

test.skipIf(isMissing('strace')).each([
  ['allow', ['plan.json', 'plan.fish', 'posix.sh']],
  ['set', ['posix.sh']],
] as const)('what `%s` writes is on the disk before it has its name', async (verb, names) => {
  const box = await sandbox(ownProduct()).declare('[env]\nVALUE = good\n').allow().build()
  const steps = await trace(box, verb, ...(verb === 'set' ? ['OTHER=1'] : []))
  const renamed = steps.flatMap((step, index) =>
    step.call === 'rename' ? [{ ...step, index }] : [],
  )
  const own = renamed.filter(({ to }) =>
    [box.product.cache, box.product.state].some((place) => to.startsWith(place)),
  )
  expect(own.map(({ to }) => basename(to))).toEqual(expect.arrayContaining([...names]))
  for (const { from, to, index } of own) {
    const before = steps.slice(0, index)
    // A name on the way from the flushed one to the last counts, too.
    const first =
      before.findLast((step) => step.call === 'rename' && step.to === from)?.from ?? from
    expect(before, `${to} was not flushed`).toContainEqual({ call: 'flush', from: first, to: '' })
    expect(dirname(from)).toBe(dirname(to))
  }
})

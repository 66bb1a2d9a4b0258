import { beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import type { Result } from '../run.js'
import { type Box, sandbox } from '../sandbox.js'
import { listProbes, type Probe } from './probes.js'

const SETTINGS = [
  { title: 'where nothing is declared', build: () => sandbox().build() },
  { title: 'where nothing is asked for', build: () => sandbox().declare('').allow().build() },
]

describe.each(SETTINGS)('$title', ({ build }) => {
  let box: Box
  beforeAll(async () => {
    box = await build()
  })

  for (const route of ALL_ROUTES) {
    describe.skipIf(isMissing(route.shell))(`${route.name} does not show`, () => {
      for (const probe of listProbes(route.shell)) {
        test(probe.title, async () => {
          const real = await box.real(route, probe.args, probe.how)
          const ours = await box.shell(route, probe.args, probe.how)
          expect(describeResult(ours, probe)).toEqual(describeResult(real, probe))
        })
      }
    })
  }
})

function describeResult({ bytes, stderr, status, signal }: Result, probe: Probe) {
  const stdout = bytes.toString('latin1')
  return {
    stdout: probe.unordered ? stdout.split('\0').sort() : stdout,
    stderr,
    status,
    signal,
  }
}

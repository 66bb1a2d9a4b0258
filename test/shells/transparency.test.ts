import { beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import type { Result } from '../run.js'
import { type Box, sandbox } from '../sandbox.js'
import { listProbes, type Probe } from './probes.js'

const SETTINGS = [
  { title: 'where nothing is declared', login: true, build: () => sandbox().build() },
  {
    title: 'where nothing is asked for',
    login: false,
    build: () => sandbox().declare('').allow().build(),
  },
]

describe.each(SETTINGS)('$title', ({ build, login }) => {
  let box: Box
  beforeAll(async () => {
    box = await build()
  })

  for (const route of ALL_ROUTES) {
    describe.skipIf(isMissing(route.shell))(`${route.name} does not show`, () => {
      const probes = listProbes(route.shell).filter((probe) => login || !probe.login)
      for (const probe of probes) {
        test(probe.title, async () => {
          const real = await box.real(route, probe.args, probe.how)
          const ours = await box.shell(route, probe.args, probe.how)
          expect(describeResult(ours, probe)).toEqual(describeResult(real, probe))
        })
      }
    })
  }
})

/** What no JavaScript string can hold goes through a shell that makes it. */
const WITH_ODD_BYTES = [
  '/bin/bash',
  '--norc',
  '-c',
  String.raw`exec "$@" $'\xff\xfe' '' $'a\xc3'`,
  '-',
]

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `arguments that are not UTF-8 pass through ${route.name}, and are told in the audit line`,
    async () => {
      const box = await sandbox().build()
      // The shell in between must not be one of ours.
      const env = Object.entries(route.env(box.product)).map((entry) => entry.join('='))
      const [command, name] =
        route.shell === 'fish' ? ['printf "%s\\0" $argv', []] : ['printf "%s\\0" "$@"', ['name']]
      const program = [...route.program(box.product), '-c', command, ...name]
      const { bytes, stderr } = await box.run([...WITH_ODD_BYTES, 'env', ...env, ...program])
      expect(stderr).toBe('')
      expect(bytes).toEqual(Buffer.from('\xff\xfe\0\0a\xc3\0', 'latin1'))
      const argv = box.audit().at(-1)?.['argv'] as readonly string[]
      expect(argv.slice(-3)).toEqual(['\udcff\udcfe', '', 'a\udcc3'])
    },
  )
}

function describeResult({ bytes, stderr, status, signal }: Result, probe: Probe) {
  const stdout = bytes.toString('latin1')
  return {
    stdout: probe.unordered ? stdout.split('\0').sort() : stdout,
    stderr,
    status,
    signal,
  }
}

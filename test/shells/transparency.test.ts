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

for (const { title, build, login } of SETTINGS) {
  describe(title, () => {
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
            const shown = overlookKnown(describeResult(ours, probe))
            expect(shown).toEqual(describeResult(real, probe))
          })
        }
      })
    }
  })
}

// Where SHLVL was absent dash and fish see 0: bash, which runs the launchers, never leaves it away.
for (const route of ALL_ROUTES.filter(({ shell }) => shell === 'bash' || shell === 'zsh')) {
  test.skipIf(isMissing(route.shell)).each(['-c', '-lc'])(
    `an environment without SHLVL passes through ${route.name} (%s)`,
    async (form) => {
      const box = await sandbox().build()
      const env = Object.entries(route.env(box.product)).map((entry) => entry.join('='))
      const args = [form, '/usr/bin/env -0']
      const without = ['/usr/bin/env', '-u', 'SHLVL']
      const real = await box.run([...without, ...route.real, ...args])
      const ours = await box.run([...without, ...env, ...route.program(box.product), ...args])
      expect(ours.stderr).toBe(real.stderr)
      expect(ours.stdout.split('\0').sort()).toEqual(real.stdout.split('\0').sort())
      expect(box.audit()).toHaveLength(1)
    },
  )
}

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

type Shown = ReturnType<typeof describeResult>

/**
 * What cannot be helped: a shell that is asked to show what it reads (-v) shows our hook's first lines before it runs
 * them, and in bash whatever has run leaves PIPESTATUS.
 */
function overlookKnown({ stdout, stderr, ...rest }: Shown): Shown {
  const shown = stderr.replace(/^.*(?:__codex_env_|The zsh route).*\n/gm, '')
  const names = typeof stdout === 'string' ? stdout.replace(/^PIPESTATUS\n/m, '') : stdout
  return { ...rest, stdout: names, stderr: shown }
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

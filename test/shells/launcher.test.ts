import { chmodSync, copyFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox, UID } from '../sandbox.js'
import { write } from '../world.js'
import { COMPILER } from './transparency/tools.js'

const skip = isMissing(COMPILER)
const AGENT = { CODEX_THREAD_ID: 't', CODEX_SESSION_ID: 's', CODEX_TOOL_CALL_ID: 'c' }

const SHOW = {
  bash: 'echo heard >&2; echo "$0|$-|$#|$*|$SHLVL|${POSIXLY_CORRECT-}"; shopt; shopt -o; trap; exit 3',
  zsh: 'print heard >&2; print -r -- "$0|$-|$#|$*|$SHLVL"; setopt; trap; exit 3',
} as const

/** More than the plain case of the hook takes. */
const LONG = 'long '.repeat(400)

/** Finds the largest environment in which the first shell can be started, and starts the second one in it, with ever less room to spare. */
const FILL = `
import os, subprocess, sys
def run(shell, size):
    env = {**os.environ, 'REST': 'x' * (size % 100000)}
    for at in range(size // 100000): env['PART%d' % at] = 'x' * 100000
    try: ended = subprocess.run([shell, '-c', 'echo "<$VALUE>"'], env=env, capture_output=True, text=True)
    except OSError: return 'none'
    return '%d %s' % (ended.returncode, (ended.stdout + ended.stderr).strip())
low, high = 0, 8000000
while high - low > 1:
    middle = (low + high) // 2
    low, high = (low, middle) if run(sys.argv[1], middle) == 'none' else (middle, high)
print(low)
for spare in [8192, *range(1024, 0, -16)]: print(run(sys.argv[2], low - spare))`

type Called = readonly [argv0: string, ...args: readonly string[]]

/** How a shell is called by su, sshd, editors and links: argv[0], then the arguments; CMD is the command, LONG a long one. */
const CALLS: Record<keyof typeof SHOW, readonly Called[]> = {
  bash: [
    ['bash', '-c', 'CMD'],
    ['-bash', '-c', 'CMD'],
    ['bash', '-c', 'LONG'],
    ['bash', '-lc', 'LONG'],
    ['-bash', '-c', 'CMD', 'name', 'a', ''],
    ['-su', '-c', 'CMD'],
    ['sh', '-c', 'CMD'],
    ['-sh', '-c', 'CMD'],
    ['rbash', '-c', 'CMD'],
    ['anything', '-c', 'CMD'],
    ['bash', '--login', '-c', 'CMD'],
    ['bash', '-c', '--login', 'CMD'],
    ['bash', '-l', '--login', '-c', 'CMD'],
    ['bash', '-c', '-l', 'CMD', 'name'],
    ['bash', '-lc', 'CMD', 'name', 'a b'],
    ['bash', '-l', '-e', '-c', 'CMD'],
    ['-bash', '-s', 'a'],
    ['-bash'],
    ['bash', '-c'],
    ['bash', '-c', ''],
    ['bash', '-c', '--', 'CMD'],
    ['bash', '-lc', '-u', 'CMD'],
    ['bash', '-no-such-option'],
  ],
  zsh: [
    ['zsh', '-c', 'CMD'],
    ['-zsh', '-c', 'CMD'],
    ['zsh', '-lc', 'LONG'],
    ['-zsh', '-c', 'CMD', 'name', 'a', ''],
    ['sh', '-c', 'CMD'],
    ['ksh', '-c', 'CMD'],
    ['zsh', '-l', '-c', 'CMD'],
    ['zsh', '-lc', 'CMD', 'name', 'a b'],
    ['-zsh', '-s', 'a'],
    ['-zsh'],
    ['zsh', '-f', '-c', 'CMD'],
    ['zsh', '-c'],
    ['zsh', '-c', ''],
    ['zsh', '-no-such-option'],
  ],
}

/** Calls a program with an argv[0] of its own. */
const callAs = (box: Box, program: string, [argv0, ...args]: Called, shell: keyof typeof SHOW) =>
  box.run(
    ['/bin/bash', '-c', 'exec -a "$0" -- "$@"', argv0, program].concat(
      args.map((word) =>
        word === 'CMD' ? SHOW[shell] : word === 'LONG' ? `: ${LONG}; ${SHOW[shell]}` : word,
      ),
    ),
    { env: AGENT, stdin: SHOW[shell] },
  )

const PROFILE = 'echo profile; export FROM_PROFILE=1\n'

for (const shell of ['bash', 'zsh'] as const) {
  describe.skipIf(skip || isMissing(shell))(`the native launcher of ${shell}`, () => {
    test.each(CALLS[shell].map((call) => [call] as const))(
      'is the real shell where nothing is declared, called as %j',
      async (call) => {
        const box = await sandbox()
          .file('home/.bash_profile', PROFILE)
          .file('home/.profile', PROFILE)
          .file('home/.zprofile', PROFILE)
          .build()
        const real = await callAs(box, `/bin/${shell}`, call, shell)
        const ours = await callAs(box, join(box.product.shells, shell), call, shell)
        const { stdout, stderr, status } = real
        expect({ ...ours, stderr: overlook(ours.stderr) }).toMatchObject({
          stdout,
          stderr: overlook(stderr),
          status,
        })
        expect(box.audit().length).toBeLessThanOrEqual(1)
      },
    )

    test.each([[shell], [`-${shell}`]])(
      'reads no profile where something is declared, called as %s',
      async (argv0) => {
        const box = await sandbox()
          .declare('[env]\nVALUE = 1\n')
          .allow()
          .file('home/.bash_profile', PROFILE)
          .file('home/.zprofile', PROFILE)
          .build()
        const call = ['/bin/bash', '-c', 'exec -a "$0" -- "$@"', argv0]
        const words = [join(box.product.shells, shell), '-lc', 'echo "$VALUE ${FROM_PROFILE-none}"']
        const { stdout, stderr } = await box.run([...call, ...words], { env: AGENT })
        expect({ stdout, stderr }).toEqual({ stdout: '1 none\n', stderr: '' })
        expect(box.audit()).toMatchObject([{ shell, route: 'launcher', state: 'fresh' }])
      },
    )

    test('refuses to run with rights that its caller has not', async () => {
      const box = await sandbox().build()
      const copy = join(box.dir, shell)
      copyFileSync(join(box.product.shells, shell), copy)
      chmodSync(copy, 0o6755)
      chmodSync(box.dir, 0o755)
      const as = ['/usr/bin/setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', '--']
      const { stdout, stderr, status } = await box.run([...as, copy, '-c', 'echo ran'])
      expect({ stdout, status }).toEqual({ stdout: '', status: 125 })
      expect(stderr).toContain('must not be set-user-ID')
    })

    test('names the real shell where that is gone, and exits with 127', async () => {
      const product = ownProduct()
      const box = await sandbox(product).build()
      const link = join(product.shells, 'launch/real', shell)
      rmSync(link)
      symlinkSync('/no/such/shell', link)
      const { stderr, status } = await box.run([join(product.shells, shell), '-c', ':'])
      expect({ stderr, status }).toEqual({
        stderr: 'codex-env-shim: cannot run /no/such/shell: No such file or directory\n',
        status: 127,
      })
    })

    test('needs no script for a user with settings, unless they may have commands watched', async () => {
      const product = ownProduct()
      const settings = write(join(product.config, 'config.ini'), '[audit]\nkeep = 3\n')
      const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
      rmSync(join(product.shells, 'launch', shell))
      const run = (cwd: string) =>
        box.run([join(product.shells, shell), '-c', 'echo "<$VALUE>"'], { cwd, env: AGENT })
      expect(await run(box.project)).toMatchObject({ stdout: '<1>\n', stderr: '', status: 0 })
      expect(await run(box.dir)).toMatchObject({ stdout: '<>\n', stderr: '', status: 0 })
      expect(box.audit()).toMatchObject([{ state: 'fresh' }, { state: 'none' }])
      for (const text of ['[audit]\nexit = true\n', `# ${'long '.repeat(1000)}\n`]) {
        writeFileSync(settings, text)
        expect(await run(box.dir)).toMatchObject({ status: 127 })
      }
    })

    test.skipIf(isMissing('python3'))(
      'serves an environment of two megabytes, and any in which it can be started',
      async () => {
        const box = await sandbox().declare('[env]\nVALUE = 1\n').allow().build()
        const python = ['/usr/bin/env', 'python3', '-c', FILL, `/bin/${shell}`]
        const { stdout, stderr } = await box.run([...python, join(box.product.shells, shell)])
        expect(stderr).toBe('')
        const [room, ...ends] = stdout.trimEnd().split('\n')
        expect(Number(room)).toBeGreaterThan(1_000_000)
        expect(ends[0]).toBe('0 <1>')
        // Where its own path fits in, so does what it adds.
        for (const end of ends.slice(1)) expect(['0 <1>', 'none']).toContain(end)
      },
    )

    test('leaves the work to the script where its hook is gone', async () => {
      const product = ownProduct()
      const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
      rmSync(join(product.shells, 'launch/native/command.bash'))
      rmSync(join(product.shells, 'zdotdir/.zshenv'))
      rmSync(join(product.shells, 'zdotdir/.zshenv.zwc'), { force: true })
      const words = [join(product.shells, 'bash'), '-c', 'echo $VALUE']
      const { stdout, stderr } = await box.run(words, { env: AGENT })
      expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' })
      expect(box.audit()).toHaveLength(1)
    })
  })
}

/** The path under which a shell complains: its own, which is not ours to choose. */
function overlook(text: string): string {
  return text.replaceAll(/^\S*?(?=(?:ba|z)sh: )/gm, '')
}

test.skipIf(skip)('what is not plain costs the native launcher no second line', async () => {
  const box = await sandbox().declare('[env]\nVALUE = 1\n').allow().build()
  const calls: readonly (readonly string[])[] = [
    ['-c', 'echo "$VALUE"'],
    ['-c', 'echo $VALUE # é'],
    ['-c', 'echo $VALUE', 'name', 'argument'],
    ['-xc', 'echo $VALUE'],
    ['-c', `echo $VALUE # ${'x'.repeat(5000)}`],
  ]
  for (const call of calls) {
    const { stdout } = await box.shell(ROUTES.bash, call, { env: { ...AGENT, LC_ALL: 'C.UTF-8' } })
    expect(stdout).toBe('1\n')
  }
  const lines = box.audit()
  expect(lines).toMatchObject(calls.map(() => ({ route: 'launcher', state: 'fresh' })))
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProgram, isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { ownProduct, sandbox } from '../sandbox.js'

const skip = isMissing('zsh')
const AGENT = { CODEX_THREAD_ID: 't', CODEX_SESSION_ID: 's', CODEX_TOOL_CALL_ID: 'c' }
const declared = () => sandbox().declare('[env]\nVALUE = 1\n').allow().build()

/** Any value but `off` means nothing, and is no plain case. */
const CAREFUL = { CODEX_ENV_SHIM: 'on' }

for (const locale of ['C', 'C.UTF-8']) {
  test.skipIf(skip).each([1, 33, 65, 97, 129, 161, 193, 225])(
    `the plain case of zsh writes the line that the careful one writes, for every byte from %i on, in ${locale}`,
    async (first) => {
      const box = await declared()
      const script = `i=${first}; while [ $i -lt ${Math.min(first + 32, 256)} ]; do
        c=": #x$(printf "\\$(printf %03o $i)y")"
        /bin/zsh -c "$c"; CODEX_ENV_SHIM=on /bin/zsh -c "$c"
        i=$((i + 1)); done`
      const env = { ...ROUTES.hookZsh.env(box.product), ...AGENT, LC_ALL: locale }
      await box.run(['/bin/dash', '-c', script], { env })
      const lines = box.audit().map(({ time, pid, ...line }) => JSON.stringify(line))
      expect(lines).toHaveLength(2 * (Math.min(first + 32, 256) - first))
      for (let index = 0; index < lines.length; index += 2) {
        expect(lines[index]).toBe(lines[index + 1])
      }
    },
  )
}

test.skipIf(skip || isMissing('strace'))(
  'the plain case of zsh reads one compiled file and the plan, and is taken for a login shell, too',
  async () => {
    const box = await declared()
    const trace = join(box.dir, 'trace')
    const strace = [findProgram('strace') ?? '', '-qq', '-e', 'trace=openat', '-o', trace]
    const env = { ...ROUTES.hookZsh.env(box.product), ...AGENT }
    for (const flag of ['-c', '-lc']) {
      const { status } = await box.run([...strace, '/bin/zsh', flag, ':'], { env })
      expect(status).toBe(0)
      const opened = [
        ...readFileSync(trace, 'utf8').matchAll(/"([^"]*codex-env-shim[^"]*)"[^\n]*= \d/g),
      ]
      const files = new Set(opened.map(([, file = '']) => file.replace(/.*codex-env-shim\//, '')))
      expect([...files].filter((file) => !file.includes('@plan'))).toEqual([
        'shells/zdotdir/.zshenv.zwc',
        'audit.jsonl',
        ...(flag === '-lc' ? ['shells/zdotdir/skip/.zlogin.zwc'] : []),
      ])
    }
    expect(box.audit()).toHaveLength(2)
  },
)

for (const where of ['in a project', 'where none is']) {
  test.skipIf(skip)(
    `zsh that traces what it reads from its input does so to the end, ${where}`,
    async () => {
      const box = await (where === 'in a project' ? declared() : sandbox().build())
      const how = { stdin: 'echo one; false\necho two\nexit 4\n' }
      for (const flags of [['-x'], ['-xv'], ['-x', '-w', '-s', 'word']]) {
        const ours = await box.shell(ROUTES.hookZsh, flags, how)
        expect(ours).toMatchObject({ stdout: 'one\ntwo\n', status: 4 })
        expect(ours.stderr).not.toContain('write error')
      }
    },
  )
}

const STATE = `setopt; zmodload; functions; trap; print -r -- "$_ $? $- $# $0"; typeset -p IFS FUNCNEST TZ
  typeset +g | grep -vE '^_$|RANDOM|PPID|\\$' | sort; (exit 3); true`

for (const flag of ['-c', '-lc']) {
  for (const [what, files] of Object.entries({
    'no file of the user’s': {},
    'a .zshenv of the user’s': { '.zshenv': 'setopt extended_glob; trap ": x" USR1; f() { :; }\n' },
    'a .zshenv that moves ZDOTDIR': {
      '.zshenv': 'ZDOTDIR=$HOME/moved\n',
      'moved/.zshrc': 'RC=1\n',
    },
    'a .zshenv without GLOBAL_RCS': { '.zshenv': 'unsetopt global_rcs\n' },
  })) {
    test.skipIf(skip)(`zsh ${flag} is left as it was, with ${what}`, async () => {
      const box = await sandbox().declare('').allow().build()
      for (const [file, text] of Object.entries(files)) box.write(`home/${file}`, text)
      const env = { ...AGENT, _: '/caller' }
      const ours = await box.shell(ROUTES.hookZsh, [flag, STATE], { env })
      const real = await box.real(ROUTES.hookZsh, [flag, STATE], { env })
      expect(ours.stdout).toContain('hashdirs')
      const { stdout, stderr, status } = real
      expect(ours).toMatchObject({ stdout, stderr, status })
    })
  }
}

test.skipIf(skip)('a file of zsh that is edited counts at once, compiled or not', async () => {
  const product = ownProduct()
  const box = await sandbox(product).declare('').allow().build()
  const file = join(product.shells, 'zdotdir/.zshenv')
  const text = readFileSync(file, 'utf8')
  expect(readFileSync(`${file}.zwc`).length).toBeGreaterThan(1000)
  writeFileSync(file, `print edited\n${text}`)
  expect((await box.shell(ROUTES.hookZsh, ['-c', ':'])).stdout).toBe('edited\n')
})

test.skipIf(skip)(
  'a limit on file sizes neither kills a command of zsh nor is ignored in it',
  async () => {
    const box = await declared()
    const limited = '(ulimit -f 0; exec "$0" -c "grep SigIgn /proc/self/status; trap") | cat'
    const env = { ...ROUTES.hookZsh.env(box.product), ...AGENT }
    const { stdout, status } = await box.run(['/bin/dash', '-c', limited, '/bin/zsh'], { env })
    expect({ stdout, status }).toEqual({
      stdout: expect.stringMatching(/^SigIgn:\s0*4?\n$/),
      status: 0,
    })
  },
)

test.skipIf(skip).each(['Asia/Kolkata', 'America/St_Johns'])(
  'the time of a line of zsh is that of UTC, in %s, plain or not',
  async (zone) => {
    const box = await declared()
    const before = Date.now()
    for (const how of [{}, CAREFUL]) {
      await box.shell(ROUTES.hookZsh, ['-c', ':'], { env: { ...AGENT, ...how, TZ: zone } })
    }
    for (const line of box.audit()) {
      expect(Date.parse(String(line['time']))).toBeGreaterThanOrEqual(before - 1)
      expect(Date.parse(String(line['time']))).toBeLessThanOrEqual(Date.now() + 1)
    }
    expect(box.audit()).toHaveLength(2)
  },
)

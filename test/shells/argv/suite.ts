import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { findProgram, isMissing } from '../../programs.js'
import { type Box, sandbox } from '../../sandbox.js'
import { COMPILER } from '../transparency/tools.js'
import { argument } from './arguments.js'

/** How the shells are called: by their path and by links of other names; and by su and login, of which few, as a login shell takes long. */
const ARGV0 = {
  bash: [
    ['/bin/bash', 'bash', 'sh', 'rbash', 'anything'],
    ['-bash', '-su', '-sh'],
  ],
  zsh: [
    ['/bin/zsh', 'zsh', 'sh', 'ksh', 'anything'],
    ['-zsh', '-su', '-sh'],
  ],
} as const

/** What the native launcher looks at most. */
const PLAIN = ['-c', '-c', '-c', 'echo "$0|$-|$#|$*"; exit 3', '', '-', '--']
const LOGIN = ['-l', '-lc', '-cl', '--login']

const BATCH = 500

type Argv = readonly string[]

/** Calls each native launcher with `count` argument lists by chance, and the real shell with the same. */
export function testArgv(count: number): void {
  describe.skipIf(isMissing(COMPILER))(`of ${count} argument lists`, () => {
    for (const shell of ['bash', 'zsh'] as const) {
      test.skipIf(isMissing(shell))(
        `each has the native launcher of ${shell} do what the real shell does`,
        { timeout: 60_000 + count * 100 },
        async () => {
          const each = build()
          const box = await sandbox()
            // The first of them is what the shell takes `*` for: no program.
            .file('work/input', 'echo "input,$-,$#,$*"\nexit 4\n')
            .file('work/script', 'echo "file,$0,$-,$#,$*"\nexit 5\n')
            .file('home/.bash_profile', 'echo profile\n')
            .file('home/.profile', 'echo profile\n')
            .build()
          const real = findProgram(shell) ?? shell
          const ours = join(box.product.shells, shell)
          const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
          for (let at = 0; at < count; at += BATCH) {
            const argvs = draw(shell, seed + at, Math.min(BATCH, count - at))
            const [expected, seen] = await Promise.all([
              runEach(box, each, real, argvs),
              runEach(box, each, ours, argvs),
            ])
            for (const [index, argv] of argvs.entries()) {
              expect({ seed, argv, did: seen[index] }).toEqual({ seed, argv, did: expected[index] })
            }
          }
        },
      )
    }
  })
}

function draw(shell: keyof typeof ARGV0, seed: number, numRuns: number): readonly Argv[] {
  const [names, logins] = ARGV0[shell]
  const argv0 = fc.oneof(
    { arbitrary: fc.constantFrom(...names), weight: 99 },
    { arbitrary: fc.constantFrom(...logins), weight: 1 },
  )
  const word = fc.oneof(
    { arbitrary: fc.constantFrom(...PLAIN), weight: 150 },
    { arbitrary: argument(shell), weight: 149 },
    { arbitrary: fc.constantFrom(...LOGIN), weight: 1 },
  )
  const argv = fc
    .tuple(argv0, fc.array(word, { maxLength: 6 }))
    .map(([called, words]): Argv => [called, ...words])
  const like = shell === 'zsh' ? argv.filter((one) => !showsProfiles(one)) : argv
  return fc.sample(like, { seed, numRuns })
}

/** A login zsh that shows what it reads does not show its startup files (docs/routes.md). */
function showsProfiles([called = '', ...words]: Argv): boolean {
  const isLogin = called.startsWith('-') || words.some((word) => LOGIN.includes(word))
  return isLogin && words.some((word) => /^[-+]\w*[xv]/.test(word))
}

function build(): string {
  const program = join(inject('folder'), `each-${process.pid}`)
  const source = fileURLToPath(new URL('each.c', import.meta.url))
  execFileSync(findProgram(COMPILER) ?? COMPILER, ['-O1', '-o', program, source])
  return program
}

/** By its path each shell is called by its own. */
const callBy = (program: string, [argv0 = '', ...words]: Argv) => [
  argv0.startsWith('/') ? program : argv0,
  ...words,
]

async function runEach(box: Box, each: string, program: string, argvs: readonly Argv[]) {
  const cases = argvs.map((argv) => {
    const words = callBy(program, argv)
    return `${words.length}\n${words.map((word) => `${word}\0`).join('')}`
  })
  const { stdout } = await execa(each, [program, 'input'], {
    cwd: join(box.dir, 'work'),
    env: { ...box.env, SHLVL: '2', LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    encoding: 'buffer',
    // The newline behind the lengths of a case that said nothing.
    stripFinalNewline: false,
    input: cases.join(''),
  })
  return splitCases(Buffer.from(stdout), program)
}

function splitCases(bytes: Buffer, program: string): readonly string[] {
  const seen: string[] = []
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf('\n', at)
    if (end < 0) throw new Error(bytes.toString('latin1', at))
    const [status, out = 0, err = 0] = bytes.toString('latin1', at, end).split(' ').map(Number)
    const text = bytes.toString('utf8', end + 1, end + 1 + out + err)
    seen.push(`${status}\n${normalize(text, program)}`)
    at = end + 1 + out + err
  }
  return seen
}

/** Where each shell is, its number, and the lines of ours that one under `-v` shows as it reads them (docs/routes.md). */
function normalize(text: string, program: string): string {
  return text
    .replaceAll(program, '<shell>')
    .replace(/(?:\/usr)?\/bin\/(?:bash|zsh)\b/g, '<shell>')
    .replace(/^.*(?:__codex_env_|see hook\.zsh).*\n/gm, '')
    .replace(/process group \(\d+\)|ps -p \d+/g, '<process>')
}

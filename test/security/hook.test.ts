import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, unprivilegedProduct } from '../sandbox.js'
import { victim } from './attack.js'

// To root bash gives no PS4 of its environment.
let product: Product
beforeAll(() => {
  product = unprivilegedProduct()
})

/** Names of ours by which a caller could try to answer for us: each of the first alone, and all together. */
const ALONE = ['purpose', 'stale', 'json', 'extras', 'line', 'command', 'wrap', 'refused', 'flags']
const OTHERS =
  `state login refuse problem care name route shell guest sent beside lost handover unapplied untrusted_json said plan dir
text clock log list entries real undone_restored held option`.split(/\s+/)
const STEERED = [...ALONE.map((name) => [name]), [...ALONE, ...OTHERS], OTHERS]

/** The record of a plain command, of one with quotes, and of one that is not ASCII are made in different places. */
const TAILS = ['', '#"', '#é'] as const

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `variables of ours in the environment do not steer ${route.name}`,
    { timeout: 120_000 },
    async () => {
      const box = await victim().build()
      for (const names of STEERED) {
        for (const tail of TAILS) {
          const command = `printf %s "$VALUE" ${tail}`
          const env = Object.fromEntries(names.map((name) => [`__codex_env_${name}`, '/evil']))
          const { stdout, stderr } = await box.shell(route, ['-c', command], { env })
          const said = { names, tail, stdout, stderr }
          expect(said).toEqual({ names, tail, stdout: 'good', stderr: '' })
          const line = box.audit().at(-1)
          expect(line).toMatchObject({ state: 'fresh', route: route.route })
          expect(line?.['command']).toContain(command)
          expect(JSON.stringify(line)).not.toContain('/evil')
        }
      }
    },
  )
}

/** Leaves a mark for each time it runs. */
const MARK = 'echo >>"$HOME/marks"'

/** Variables by which a shell can be steered from its environment. */
const ATTACKS = {
  'PS4 with a command in it and SHELLOPTS that trace': {
    SHELLOPTS: 'xtrace',
    PS4: `$(${MARK})+ `,
  },
  'SHELLOPTS that trace to the standard output': { SHELLOPTS: 'xtrace', BASH_XTRACEFD: '1' },
  'SHELLOPTS that make our own steps fail': { SHELLOPTS: 'errexit:nounset:noclobber:noglob' },
  'SHELLOPTS that make bash another shell': { SHELLOPTS: 'posix:physical:keyword:allexport' },
  'SHELLOPTS that read but do not run': { SHELLOPTS: 'noexec' },
  'BASHOPTS that change how patterns match': { BASHOPTS: 'nocasematch:nullglob:failglob:extglob' },
  'BASHOPTS that change what a word is': {
    BASHOPTS: 'expand_aliases:sourcepath:xpg_echo:localvar',
  },
  'IFS made of letters': { IFS: 'acdenovx/' },
  'IFS made of nothing': { IFS: '' },
  'a PATH without a single program': { PATH: '/nonexistent' },
  'a PATH of the working directory': { PATH: '.:' },
  'an empty PATH': { PATH: '' },
  'CDPATH and GLOBIGNORE': { CDPATH: '/tmp', GLOBIGNORE: '*' },
  'FUNCNEST that lets no function call another': { FUNCNEST: '1' },
  'FUNCNEST that lets no function of zsh run': { FUNCNEST: '0' },
  'a locale with other digits and letters': { LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG' },
  'a locale whose files are elsewhere': { LOCPATH: '/tmp', LANGUAGE: '../../evil', LC_ALL: 'x' },
  'a time zone that is a file': { TZ: '/etc/passwd' },
  'a time zone far away': { TZ: 'X-24' },
  'TMOUT and PROMPT_COMMAND': { TMOUT: '1', PROMPT_COMMAND: MARK },
  'an ENV with a command in it': { ENV: `$(${MARK})` },
  'POSIXLY_CORRECT in the launchers and the prefix': { POSIXLY_CORRECT: '1' },
  'an old BASH_COMPAT': { BASH_COMPAT: '3.1' },
  'HISTFILE, NULLCMD, WORDCHARS and REPORTTIME': {
    HISTFILE: '/etc/passwd',
    NULLCMD: '/bin/false',
    WORDCHARS: '/',
    REPORTTIME: '0',
  },
  'variables that the hook itself uses': {
    REPLY: 'x',
    OPTIND: '7',
    OPTARG: 'x',
    name: 'x',
    _: 'x',
  },
  'an exported function of no builtin': { 'BASH_FUNC_ls%%': `() { ${MARK}; }` },
  'an exported function whose text is broken': { 'BASH_FUNC_x%%': `() { :; }; ${MARK}` },
} as const satisfies Record<string, Readonly<Record<string, string>>>

/** The steps of the bash hook that are traced before it has turned tracing off, and after it is on again. */
const TRACED = 4
const STEPS = /^\++ (?:\[\[ |\. \S+hold\.bash |set \+|return$).*\n/gm

/** Runs a route, or the real shell that has what is declared, in an environment that begins so. */
async function runUnder(box: Box, argv: readonly string[], env: Readonly<Record<string, string>>) {
  const marks = join(box.home, 'marks')
  rmSync(marks, { force: true })
  const entries = Object.entries(env).map((entry) => entry.join('='))
  // env(1) sets them last, so that the programs before it are found.
  const { stdout, status } = await box.run(['/usr/bin/env', ...entries, ...argv])
  return { stdout, status, marks: existsSync(marks) ? readFileSync(marks).length : 0 }
}

/** bash reads no BASH_ENV in POSIX mode (docs/routes.md says so), and under noexec it runs neither hook nor command. */
function readsHook(route: Route, env: Readonly<Record<string, string>>): boolean {
  const isDeaf = 'POSIXLY_CORRECT' in env || /posix|noexec/.test(env['SHELLOPTS'] ?? '')
  return route !== ROUTES.hookBash || !isDeaf
}

/** Of a plain command, and of one whose record needs all we have. */
const COMMANDS = ['echo "$VALUE"', 'echo "$VALUE" # "é"'] as const

describe.each(Object.entries(ATTACKS))('%s', (_title, attack: Readonly<Record<string, string>>) => {
  for (const route of ALL_ROUTES.filter((one) => readsHook(one, attack))) {
    test.skipIf(isMissing(route.shell))(
      `do no more than without us, by ${route.name}`,
      async () => {
        const box = await victim(product).build()
        for (const command of COMMANDS) {
          const argv = ['-c', command]
          const declared = { ...attack, VALUE: 'good' }
          const real = await runUnder(box, [...route.real, ...argv], declared)
          const env = { ...attack, ...route.env(box.product) }
          const ours = await runUnder(box, [...route.program(box.product), ...argv], env)
          const more = ours.marks - real.marks
          const own = ours.stdout.replace(STEPS, '')
          const traced = ours.stdout.split('\n').length - own.split('\n').length
          expect({ ...ours, stdout: own, marks: 0 }).toEqual({ ...real, marks: 0 })
          const allowed = route === ROUTES.hookBash && attack['SHELLOPTS']?.includes('xtrace')
          expect(more + traced).toBeLessThanOrEqual(allowed ? TRACED : 0)
          expect(box.audit().at(-1)).toMatchObject({
            state: 'fresh',
            route: route.route,
            set: ['VALUE'],
          })
        }
        expect(box.audit()).toHaveLength(COMMANDS.length)
      },
    )
  }
})

/** What a function can be named and what we use. */
const BUILTINS =
  '[ . : builtin command declare eval exec export kill local mapfile printf read return set shift shopt test trap unset'.split(
    ' ',
  )

const functionOf = (name: string) => ({ [`BASH_FUNC_${name}%%`]: `() { ${MARK}; }` })

for (const route of [ROUTES.bash, ROUTES.sh, ROUTES.zsh, ROUTES.fish, ROUTES.prefix]) {
  test.skipIf(isMissing(route.shell))(
    `functions of the environment that stand for builtins never run in ${route.name}`,
    async () => {
      const box = await victim(product).build()
      const env = Object.assign({}, ...BUILTINS.map(functionOf))
      const program =
        route === ROUTES.prefix ? [box.product.bin, '--'] : [...route.program(box.product), '-c']
      const { stdout, marks } = await runUnder(box, [...program, '/usr/bin/env'], env)
      expect(stdout).toContain('VALUE=good\n')
      expect(marks).toBe(0)
      expect(box.audit().at(-1)).toMatchObject({ state: 'fresh', set: ['VALUE'] })
    },
  )
}

describe('functions of the environment that stand for builtins, by the bash hook: the limit', () => {
  test.each(BUILTINS)('a function %s runs in a bash without us, too', async (name) => {
    const box = await victim(product).build()
    const call = ['/bin/bash', '-c', `${name} ${name === '[' ? '1 ]' : 'x'}; :`]
    expect((await runUnder(box, call, functionOf(name))).marks).toBeGreaterThan(0)
  })

  test.each(BUILTINS)('whatever a function %s does, the command runs as it would', async (name) => {
    const box = await victim(product).build()
    const env = { ...functionOf(name), ...ROUTES.hookBash.env(box.product) }
    const call = ['/bin/bash', '-c', '/bin/echo ran && (/bin/false || /bin/true)']
    expect(await runUnder(box, call, env)).toMatchObject({ stdout: 'ran\n', status: 0 })
  })

  test('one that is called printf keeps the line from being written', async () => {
    const box = await victim(product).build()
    const env = { ...functionOf('printf'), ...ROUTES.hookBash.env(box.product) }
    const { stdout } = await runUnder(box, ['/bin/bash', '-c', '/bin/echo $VALUE'], env)
    expect(stdout).toBe('good\n')
    expect(box.audit()).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES } from '../routes.js'
import { unprivilegedProduct } from '../sandbox.js'
import { victim } from './attack.js'

/** Names of ours by which a caller could try to answer for us: each of the first alone, and all together. */
const ALONE = ['ask', 'stale', 'json', 'more', 'line', 'command', 'wrap', 'refused', 'flags']
const OTHERS =
  `state login refuse problem care name route shell guest sent beside lost handover unapplied untrusted_json said plan dir
text clock log list entries real undone_restored`.split(/\s+/)
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
          expect({ names, tail, stdout, stderr }).toEqual({
            names,
            tail,
            stdout: 'good',
            stderr: '',
          })
          const line = box.audit().at(-1)
          expect(line).toMatchObject({ state: 'fresh', route: route.route })
          expect(line?.['command']).toContain(command)
          expect(JSON.stringify(line)).not.toContain('/evil')
        }
      }
    },
  )
}

/** Whatever steers a shell from the environment; `touch` must never run. */
const TRICKS = {
  'PS4 and SHELLOPTS': { SHELLOPTS: 'xtrace', PS4: '$(touch "$HOME/evil")+ ' },
  'SHELLOPTS that make our own steps fail': { SHELLOPTS: 'errexit:nounset:noclobber:noglob' },
  'BASHOPTS that change how patterns match': { BASHOPTS: 'nocasematch:nullglob:failglob:extglob' },
  'IFS made of letters': { IFS: 'acdenovx/' },
  'a PATH without a single program': { PATH: '/nonexistent' },
  'a PATH of the working directory': { PATH: '.:' },
  'CDPATH, GLOBIGNORE and FUNCNEST': { CDPATH: '/tmp', GLOBIGNORE: '*', FUNCNEST: '1' },
  'a locale with other digits and letters': { LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG' },
  'a locale whose files are elsewhere': { LOCPATH: '/tmp', LANGUAGE: '../../evil', LC_ALL: 'x' },
  'a time zone that is a file': { TZ: '/etc/passwd' },
  'TMOUT and PROMPT_COMMAND': { TMOUT: '1', PROMPT_COMMAND: 'touch "$HOME/evil"' },
  'an ENV and a BASH_XTRACEFD': { ENV: '$(touch "$HOME/evil")', BASH_XTRACEFD: '1' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

let installed: Product | undefined

/** For a user who is not root, to whom bash would give no PS4. */
function findProduct(): Product {
  installed ??= unprivilegedProduct()
  return installed
}

describe.each(Object.entries(TRICKS))('%s', (_name, trick) => {
  for (const route of ALL_ROUTES) {
    test.skipIf(isMissing(route.shell))(`do not get in the way of ${route.name}`, async () => {
      const box = await victim(findProduct()).build()
      const env: Record<string, string> = { ...trick }
      const { stdout } = await box.shell(
        route,
        ['-c', 'echo "$VALUE"; [ -e "$HOME/evil" ] && echo EVIL; :'],
        { env },
      )
      const real = await box.real(route, ['-c', '[ -e "$HOME/evil" ] && echo EVIL; :'], { env: {} })
      expect(stdout).toBe('good\n')
      expect(real.stdout).toBe('')
      expect(box.audit().at(-1)).toMatchObject({
        state: 'fresh',
        route: route.route,
        set: ['VALUE'],
      })
    })
  }
})

const HIJACKED =
  '[ . : builtin command declare eval exec export local printf read return set test trap unset'.split(
    ' ',
  )

for (const route of [ROUTES.bash, ROUTES.sh, ROUTES.prefix]) {
  test(`functions of the environment that stand for builtins never run in ${route.name}`, async () => {
    const box = await victim().build()
    const functions = HIJACKED.map((name) => [
      `BASH_FUNC_${name}%%`,
      `() { echo HIJACKED ${name}; }`,
    ])
    const env = Object.fromEntries(functions)
    const program = route === ROUTES.prefix ? [box.product.bin, '--'] : route.program(box.product)
    const argv = route === ROUTES.prefix ? ['/usr/bin/env'] : ['-c', '/usr/bin/env']
    const { stdout } = await box.run([...program, ...argv], { env })
    expect(stdout).toContain('VALUE=good\n')
    expect(stdout).not.toMatch(/^HIJACKED/m)
    expect(box.audit().at(-1)).toMatchObject({ state: 'fresh', set: ['VALUE'] })
  })
}

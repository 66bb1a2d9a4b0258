import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import { ROUTES, type Route } from '../../routes.js'
import { type Box, sandbox } from '../../sandbox.js'
import { argument } from '../../shells/argv/arguments.js'
import { parameters } from './mutation.js'

/** Many command lines for each process: one shell starts them all, in a file of standard output and one of standard error. */
const BATCH = 50

/** Runs what follows `--`, split at each `--next--`, and says of each what it printed and how it ended. Some options name files to be written. */
const START = `
/bin/rm -rf ../fresh; /bin/cp -R . ../fresh; cd ../fresh
shell=("\${@:1:$COUNT}"); shift "$COUNT"
run() {
  /usr/bin/timeout 10 "\${shell[@]}" "$@" <stdin >out 2>err
  printf '== %s\\n' "$?"; /bin/cat out; printf -- '--\\n'; /bin/cat err
}
args=()
for word; do
  if [[ $word == --next-- ]]; then run "\${args[@]}"; args=(); else args+=("$word"); fi
done`

type Lines = readonly (readonly string[])[]

async function runAll(box: Box, route: Route, lines: Lines, isOurs: boolean) {
  const shell = isOurs ? route.program(box.product) : route.real
  const words = lines.flatMap((line) => [...line, '--next--'])
  const env = { COUNT: String(shell.length), LC_ALL: 'C.UTF-8' }
  // A hook is for the shells alone, not for the one that starts them.
  const hook = isOurs ? Object.entries(route.env(box.product)).map((entry) => entry.join('=')) : []
  const program = hook.length > 0 ? ['/usr/bin/env', ...hook, ...shell] : [...shell]
  const argv = ['/bin/bash', '--norc', '-c', START, 'start', ...program, ...words]
  const count = { ...env, COUNT: String(program.length) }
  const { stdout, stderr } = await box.run(argv, { env: count, cwd: join(box.dir, 'work') })
  expect(stderr).toBe('')
  return normalize(stdout, box, route).split(/^== /m).slice(1)
}

/** What differs from run to run, and the lines of ours that a shell under `-v` shows as it reads them (docs/routes.md). */
function normalize(text: string, { product }: Box, { shell }: Route): string {
  return text
    .replaceAll(join(product.shells, shell), `/bin/${shell}`)
    .replaceAll('/usr/bin/', '/bin/')
    .replace(/^.*(?:__codex_env_|see hook\.zsh).*\n/gm, '')
    .replace(/process group \(\d+\)/g, 'process group (N)')
}

describe('whatever options a shell is started with, it does the same', () => {
  for (const route of Object.values(ROUTES)) {
    test.skipIf(isMissing(route.shell))(`by ${route.name}`, async () => {
      const box = await sandbox()
        .declare('')
        .allow()
        .file('work/stdin', 'echo "read|$-|$#|$*"\nexit 4\n')
        .file('work/script', 'echo "script|$0|$-|$#|$*"\nexit 5\n')
        .file('work/script.fish', 'echo script $argv\nexit 5\n')
        .build()
      const line = fc.array(argument(route.shell), { maxLength: 7 })
      const lines = fc.array(line, { minLength: BATCH, maxLength: BATCH })
      await fc.assert(
        fc.asyncProperty(lines, async (batch) => {
          const real = await runAll(box, route, batch, false)
          const ours = await runAll(box, route, batch, true)
          for (const [at, args] of batch.entries()) {
            // fish forgets that a script is missing where a command has run before it (docs/routes.md).
            if (route === ROUTES.fish && real[at]?.startsWith('127')) continue
            expect({ args, said: ours[at] }).toEqual({ args, said: real[at] })
          }
        }),
        { ...parameters<Lines>(0.00004, 'invocations'), endOnFailure: true },
      )
    })
  }
})

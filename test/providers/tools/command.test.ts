import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import type { Box } from '../../sandbox.js'
import { allow, ask, askAll, provide, writeProject } from '../project.js'

const GOOD =
  '#!/bin/sh\nprintf "A=one\\ntwo\\0PATH=/opt/c:$PATH\\0LD_LIBRARY_PATH=/opt/l:$LD_LIBRARY_PATH\\0"\n'

test('entries that end with NUL are taken as they are', async () => {
  const box = await provide('command[] = ./tools/env', { 'project/tools/env': GOOD })
  const env = { LD_LIBRARY_PATH: '/agent' }
  expect(await ask(box, 'echo "$A|$PATH|$LD_LIBRARY_PATH"', { env })).toBe(
    'one\ntwo|/opt/c:/usr/bin:/bin|/opt/l:/agent',
  )
})

test('so is a JSON object, with null for a variable that goes', async () => {
  const text = `#!/bin/sh\necho "$1 is chatter" >&2\necho '{"A": "it'"'"'s", "N": 7, "LANG": null}'\n`
  const box = await provide('command[] = ./env\ncommand[] = --all', { 'project/env': text })
  await allow(box, { env: { LANG: 'C' } })
  expect(await ask(box, 'echo "$A $N ${LANG-gone}"', { env: { LANG: 'C' } })).toBe("it's 7 gone")
})

test('a program of the project that changes asks again', async () => {
  const box = await provide('command[] = ./env', { 'project/env': GOOD })
  box.write('project/env', '#!/bin/sh\ntouch ran\n')
  const { stdout, stderr } = await askAll(box, 'echo "[$A]"; ls')
  expect(stdout).toBe('[]\nenv\n')
  expect(stderr).toContain('env changed since it was allowed')
})

const PRELUDE = '#!/bin/sh\nif [ ! -e "$HOME/bad" ]; then printf "A=good\\0"; exit; fi\n'

/** A project whose command was good once, and now does this. */
async function spoil(text: string): Promise<Box> {
  const box = await provide('command[] = ./env', { 'project/env': PRELUDE + text })
  expect(await ask(box, 'echo $A')).toBe('good')
  box.write('home/bad', '')
  // Written again with the same bytes: allowed as before, and asked again.
  const file = join(box.project, 'env')
  writeFileSync(file, readFileSync(file))
  return box
}

test.each([
  ['exits with 1 and prints secrets', 'echo SECRET >&2; echo A=SECRET; exit 1', 'exited with 1'],
  ['prints rubbish', 'echo "export A=SECRET"', 'printed neither a JSON object nor'],
  ['prints broken JSON', 'echo \'{"A": \'', 'printed neither a JSON object nor'],
  ['prints megabytes', 'yes SECRET', 'printed more than 8 MiB'],
  ['prints megabytes on stderr', 'yes SECRET >&2', 'printed more than 8 MiB'],
  ['kills itself', 'kill -9 $$', 'was ended by SIGKILL'],
  ['hangs', 'sleep 300 & sleep 300', 'did not end in time'],
  ['reads what is not there', 'read x; exit 3', 'exited with 3'],
])('one that %s leaves the last good plan and one line', async (_, text, message) => {
  const box = await spoil(`${text}\n`)
  const { stdout, stderr } = await box.run([box.product.bin, '--', '/bin/sh', '-c', 'echo $A'])
  expect(stdout).toBe('good\n')
  expect(stderr).toMatch(
    /^codex-env-shim: \S+env\.ini:2: command: .*\(the last good plan stays in force\)\n$/,
  )
  expect(stderr).toContain(message)
  expect(stderr + JSON.stringify(box.audit())).not.toContain('SECRET')
  expect(box.audit().at(-1)).toMatchObject({ state: 'last-good' })
})

test('one that ends while its children stay does not keep anybody waiting', async () => {
  const box = await provide('command[] = ./env', {
    'project/env': '#!/bin/sh\nprintf "A=1\\0"\nsleep 25 &\n',
  })
  expect(await ask(box, 'echo $A')).toBe('1')
})

test('one that is not there, or cannot be started, is named', async () => {
  const missing = await writeProject('command[] = no-such-program')
  expect((await missing.control('allow')).stderr).toContain(
    'command: no-such-program was not found; install it, or take command out of [providers]',
  )
  const text = await writeProject('command[] = ./env', { 'project/env': 'no program\n' })
  expect((await text.control('allow')).stderr).toContain('/env cannot be started (EACCES)')
})

test('one that goes through the shim again ends, and sees nothing of it', async () => {
  const box = await writeProject('command[] = ./env')
  const { bin, shells } = box.product
  box.write(
    'project/env',
    `#!/bin/sh\n${bin} -- env | grep -c OWN >count\nprintf 'A=%s\\0' "$(BASH_ENV=${shells}/hook.bash bash -c 'echo "inner $OWN"')"\n`,
  )
  await box.run(['/bin/chmod', '755', join(box.project, 'env')])
  box.write('project/.codex/env.ini', '[providers]\ncommand[] = ./env\n[env]\nOWN = 1\n')
  await allow(box)
  expect(await ask(box, 'echo "$A|$OWN"; cat count')).toBe('inner |1\n0')
})

test('what is changed while it runs was not allowed so', async () => {
  const text =
    '#!/bin/sh\nif [ ! -e made ]; then echo "# changed" >>extra; touch made; fi\nprintf "A=1\\0"\n'
  const box = await writeProject('command[] = ./env\ncommand[] = extra', {
    'project/env': text,
    'project/extra': '# as it was\n',
  })
  const { status, stderr } = await box.control('allow')
  expect(status).toBe(1)
  expect(stderr).toContain('extra was changed while command was asked')
  expect(await ask(box, 'echo "[$A]"')).toBe('[]')
  await allow(box)
  expect(await ask(box, 'echo "[$A]"')).toBe('[1]')
})

test('an interrupted allow ends what it has started', async () => {
  const box = await writeProject('command[] = ./env', {
    'project/env': '#!/bin/sh\necho $$ >pid\nsleep 300\n',
  })
  const { bin } = box.product
  const text = `${bin} allow & until [ -s pid ]; do sleep 0.1; done; kill -TERM $!; wait $!; echo $?`
  expect((await box.run(['/bin/sh', '-c', text])).stdout).toBe('143\n')
  const { stdout } = await box.run([
    '/bin/sh',
    '-c',
    'sleep 0.2; read -r _ _ state _ <"/proc/$(cat pid)/stat" && echo $state',
  ])
  expect(stdout.trim(), 'gone, or waiting for somebody to take its status').toMatch(/^(Z.*)?$/)
})

test('--verbose shows the exact command', async () => {
  const box = await writeProject('command[] = ./env\ncommand[] = two words', {
    'project/env': GOOD,
  })
  const { stderr } = await box.control('allow', '--verbose')
  // It reads $1, so it is asked with other values, too.
  const line = `command: in ${box.project}: ${box.project}/env 'two words'\n`
  expect(new Set(stderr.match(/.*\n/g))).toEqual(new Set([line]))
})

test('one that deletes itself is not what was allowed: nothing of it is applied', async () => {
  const box = await spoil('printf "A=bad\\0"; rm -f "$0"\n')
  const { stdout, stderr } = await askAll(box, 'echo "[$A]"')
  expect(stdout).toBe('[]\n')
  expect(stderr).toContain('/env was changed while command was asked')
})

test('a PATH without the usual folders takes none of them away', async () => {
  const box = await provide('command[] = ./env', {
    'project/env': '#!/bin/sh\nprintf "PATH=/only\\0"\n',
  })
  expect(await ask(box, 'echo "$PATH"')).toBe('/only:/usr/bin:/bin')
})

test.skipIf(isMissing('script'))(
  'on a terminal, what takes more than a second is told',
  async () => {
    const slow = '#!/bin/sh\nsleep 1.5\nprintf "A=1\\0"\n'
    const box = await writeProject('command[] = ./env', { 'project/env': slow })
    const told = `command: resolving ${box.project} …`
    const { stdout } = await box.run(['script', '-qec', `${box.product.bin} allow`, '/dev/null'])
    expect(stdout).toContain(told)
    expect((await box.control('allow')).stderr).not.toContain(told)
  },
)

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Box } from '../sandbox.js'
import { allow, ask, askAll, provide, writeProject } from './project.js'

/** A project that sources a script of its own, which was good once and now does this; where its HOME says so, it says it again. */
async function spoil(script: string): Promise<Box> {
  const prelude = 'if [ ! -e "$HOME/bad" ]; then export A=good B=good; return; fi\n'
  const box = await provide('source[] = own.sh', { 'project/own.sh': prelude + script })
  expect(await ask(box, 'echo $A')).toBe('good')
  box.write('home/bad', '')
  // Written again with the same bytes: allowed as before, and asked again.
  const file = join(box.project, 'own.sh')
  writeFileSync(file, readFileSync(file))
  return box
}

async function readStatus(box: Box): Promise<string> {
  return (await box.control('status')).stdout
}

/** The names of all files below a folder, and what is in them. */
function readTree(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .map((file) => (statSync(file).isFile() ? `${file}\n${readFileSync(file)}` : file))
    .join('\n')
}

const MARK = /m\d{3}k|\/marks\//

test('an answer that is different each time counts as it came first, and is named', async () => {
  const box = await provide('source[] = own.sh', {
    'project/own.sh': 'export A=1 WHEN="$(date +%s%N)-$RANDOM"\n',
  })
  const seen = await ask(box, 'echo $A $WHEN')
  expect(seen).toMatch(/^1 \d+-\d+$/)
  expect(await ask(box, 'echo $A $WHEN')).toBe(seen)
  expect(await readStatus(box)).toMatch(/WHEN comes out differently each time/)
})

test.each([
  [
    'hangs where a variable has a value',
    'export A=${A:-bad}; [ "$A" = bad ] || sleep 300',
    'did not end in time',
  ],
  ['asks at the terminal', 'read -r A </dev/tty || exit 5; export A', 'ended the shell with 5'],
  [
    'exits with 0 before its end',
    'export A=bad; exec true',
    'put another program in the place of its shell',
  ],
])('one that %s leaves the last good plan and one line', async (_, script, message) => {
  const box = await spoil(script)
  const { stdout, stderr } = await box.run([box.product.bin, '--', '/bin/sh', '-c', 'echo $A $B'])
  expect(stdout).toBe('good good\n')
  expect(stderr).toMatch(
    /^codex-env-shim: \S+env\.ini:2: source: .*\(the last good plan stays in force\)\n$/,
  )
  expect(stderr).toContain(message)
})

test('one that reads its input gets none', async () => {
  const box = await provide('source[] = own.sh', {
    'project/own.sh': 'read -r -p "Password: " A; export A="[$A]"\n',
  })
  expect(await ask(box, 'read -r line; echo $A $line', { stdin: 'of the command\n' })).toBe(
    '[] of the command',
  )
})

test('one that writes into the project is asked once, and nothing of ours is in what it wrote', async () => {
  const script = 'export A=${A:-1}; echo "$A $PATH $LD_LIBRARY_PATH" >>seen\n'
  const box = await provide('source[] = own.sh', { 'project/own.sh': script })
  expect(await ask(box, 'echo $A')).toBe('1')
  expect(await readStatus(box)).toContain('asked once, because it writes files')
  const seen = readFileSync(join(box.project, 'seen'), 'utf8')
  expect(seen.split('\n')).toHaveLength(2)
  expect(seen).not.toMatch(MARK)
})

test('no mark that one prints reaches anything', async () => {
  const script =
    'echo "$CFLAGS $DIR $LD_LIBRARY_PATH"; echo "$CFLAGS $DIR" >&2\n' +
    'export A="$(printf %s "$CFLAGS$DIR" | tr a-z A-Z)" CFLAGS="$CFLAGS -g" DIR="$DIR/x"\n'
  const box = await provide('source[] = own.sh', { 'project/own.sh': script })
  expect(await ask(box, 'echo $CFLAGS', { env: { CFLAGS: '-O2' } })).toBe('-O2 -g')
  expect(await readStatus(box)).not.toMatch(MARK)
  const { cache, state } = box.product
  for (const folder of [box.project, state, join(cache, 'plans-4')])
    expect(readTree(folder)).not.toMatch(MARK)
})

test('one that changes a file which it watches and allow vouches for is named', async () => {
  const box = await writeProject('source[] = own.sh\nwatch[] = data', {
    'project/own.sh': 'export A=1; echo more >>data\n',
    'project/data': '',
  })
  const { stderr } = await box.control('allow')
  expect(stderr).toContain('data was changed while source was asked')
  expect((await askAll(box, 'echo "[$A]"')).stdout).toBe('[]\n')
  box.write('project/own.sh', 'export A=1\n')
  await allow(box)
  expect(await ask(box, 'echo "[$A]"')).toBe('[1]')
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Box, sandbox } from '../sandbox.js'

/** An editor that appends a line; it gets the file as its last argument, behind one of its own. */
const EDITOR = '#!/bin/sh\n[ "$1" = --wait ] && printf "%s\\n" "$LINE" >>"$2"\n'

async function makeEditor(): Promise<Box> {
  const box = await sandbox().declare('[env]\nA = 1\n').file('bin/my editor', EDITOR).build()
  await box.run(['/bin/chmod', '755', join(box.dir, 'bin/my editor')])
  return box
}

const edit = (box: Box, line: string, ...argv: readonly string[]) =>
  box.run([box.product.bin, 'edit', ...argv], {
    env: { VISUAL: `'${box.dir}/bin/my editor' --wait`, EDITOR: 'false', LINE: line },
  })

const see = async (box: Box) =>
  (await box.run([box.product.bin, '--', 'sh', '-c', 'echo "$A $B"'])).stdout

test('what the editor has written is checked and allowed', async () => {
  const box = await makeEditor()
  expect(await edit(box, 'B = 2')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`allowed ${box.project}/.codex/env.ini\n`),
  })
  expect(await see(box)).toBe('1 2\n')
})

test('what cannot be read is not allowed, and the last good plan stays', async () => {
  const box = await makeEditor()
  await box.control('allow')
  const { status, stdout, stderr } = await edit(box, 'B = ${\n[nosuch]')
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain(`${box.project}/.codex/env.ini:3: `)
  expect(stderr).toContain(`${box.project}/.codex/env.ini:4: `)
  expect(stderr).toMatch(/\nnothing was allowed; again: codex-env-shim edit \S+\n$/)
  expect(await see(box)).toBe('1 \n')
})

test('an editor that fails allows nothing', async () => {
  const box = await makeEditor()
  const { status, stderr } = await box.run([box.product.bin, 'edit'], { env: { EDITOR: 'false' } })
  expect(status).toBe(1)
  expect(stderr).toContain('the editor false failed; nothing was allowed\n')
  expect(await see(box)).toBe(' \n')
})

test('an agent edits nothing', async () => {
  const box = await makeEditor()
  const { status } = await box.run([box.product.bin, 'edit'], {
    env: { EDITOR: 'true', CODEX_THREAD_ID: 'x', CODEX_SANDBOX: 'seatbelt' },
  })
  expect(status).toBe(125)
})

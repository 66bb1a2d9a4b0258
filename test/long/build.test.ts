import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, inject, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { sharedProduct } from '../sandbox.js'
import { COMPILER } from '../shells/transparency/tools.js'
import { fetchSource } from './sources.js'

const skip = isMissing('apt-get') || isMissing(COMPILER) || isMissing('make')

/** A log with times and process numbers in it. */
const NEVER_THE_SAME = /(?:^|\/)config\.log$/

test.skipIf(skip).each(['sh', 'bash'] as const)(
  'a C project is configured and made by %s’s launcher to the same bytes',
  async (name) => {
    const source = await fetchSource(name === 'sh' ? 'sed' : 'grep')
    // The launcher first: its path may hold the real one's.
    const shells = [join(sharedProduct().shells, name), ROUTES[name].real[0] ?? '']
    const [ours = [], real = []] = await Promise.all(
      shells.map((shell, index) => build(source, `${name}-${index}`, shell, shells)),
    )
    expect(ours).toEqual(real)
    console.log(`made by ${name}: ${real.length} files compared`)
  },
)

/** Builds a copy of the source; answers every file there is then, with its digest. */
async function build(
  source: string,
  name: string,
  shell: string,
  shells: readonly string[],
): Promise<readonly string[]> {
  const folder = join(inject('folder'), `build-${name}`)
  cpSync(source, folder, { recursive: true, preserveTimestamps: true })
  const how = {
    cwd: folder,
    env: {
      HOME: '/root',
      PATH: '/usr/bin:/bin',
      SHELL: shell,
      CONFIG_SHELL: shell,
      FORCE_UNSAFE_CONFIGURE: '1',
    },
    extendEnv: false,
    stdin: 'ignore',
  } as const
  await execa(shell, ['./configure', '-q', '--disable-nls', 'CFLAGS=-O1'], how)
  await execa('make', [`SHELL=${shell}`], how)
  return listFiles(folder, folder, shells)
}

function listFiles(root: string, folder: string, shells: readonly string[]): readonly string[] {
  return readdirSync(folder).flatMap((entry) => {
    const file = join(folder, entry)
    if (statSync(file).isDirectory()) return listFiles(root, file, shells)
    if (NEVER_THE_SAME.test(file)) return []
    const text = shells.reduce(
      (rest, shell) => rest.replaceAll(shell, '<shell>'),
      readFileSync(file, 'latin1').replaceAll(root, '<root>'),
    )
    return [`${file.slice(root.length)} ${createHash('sha256').update(text).digest('hex')}`]
  })
}

import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, inject, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { sharedProduct } from '../sandbox.js'
import { COMPILER } from '../shells/transparency/tools.js'
import { fetchSource } from './sources.js'

/** The programs beside bash's tests that they call. */
const HELPERS = ['recho', 'zecho', 'printenv', 'xcase']

/** These run all the others. */
const COLLECTIONS = ['run-all', 'run-minimal', 'run-gprof']

const skip = isMissing('apt-get') || isMissing(COMPILER)

/**
 * What these ask for no script can give: the argv[0] of its caller, a link named `sh` that makes bash a POSIX shell
 * (docs/routes.md), and a file that is a binary to be sourced.
 */
const EXPLAINED: readonly string[] = ['run-builtins', 'run-posixexp', 'run-execscript']

test.skipIf(skip)('bash’s own test suite has the same results through the launcher', async () => {
  const source = await fetchSource('bash')
  const tools = await buildHelpers(source)
  const runBoth = async (names: readonly string[]) => {
    const real = await runSuite(source, tools, names, ROUTES.bash.real[0])
    const ours = await runSuite(source, tools, names, join(sharedProduct().shells, 'bash'))
    return { real, ours }
  }
  const { real, ours } = await runBoth(listTests(source))
  const differing = () => [...real].filter(([name, text]) => ours.get(name) !== text)
  // Some measure time: on a busy machine they do not even agree with themselves.
  for (let turn = 0; turn < 3 && differing().length > EXPLAINED.length; turn++) {
    const again = await runBoth(differing().map(([name]) => name))
    for (const [name, text] of again.real) real.set(name, text)
    for (const [name, text] of again.ours) ours.set(name, text)
  }
  const different = differing()
  const unexplained = different.filter(([name]) => !EXPLAINED.includes(name))
  console.log(
    `bash’s own tests: ${real.size} compared, ${different.length} different, ${different.length - unexplained.length} explained`,
  )
  expect(real.size).toBeGreaterThan(70)
  expect(unexplained.map(([name]) => ({ name, text: ours.get(name) }))).toEqual(
    unexplained.map(([name, text]) => ({ name, text })),
  )
})

const listTests = (source: string): readonly string[] =>
  readdirSync(join(source, 'tests')).filter(
    (name) => name.startsWith('run-') && !COLLECTIONS.includes(name),
  )

const SHOW_OUTPUT = `#!/bin/sh
for file do
  case $file in "$BASH_TSTOUT") exec cat "$file" ;; esac
done
exec /usr/bin/diff "$@"
`

async function buildHelpers(source: string): Promise<string> {
  const folder = join(inject('folder'), 'bash-helpers')
  mkdirSync(folder)
  writeFileSync(join(folder, 'config.h'), '')
  const have = ['UNISTD_H', 'STDLIB_H', 'STRING_H'].map((name) => `-DHAVE_${name}`)
  // What a test prints is compared with the same through the real shell, not with what its authors saw.
  writeFileSync(join(folder, 'diff'), SHOW_OUTPUT, { mode: 0o755 })
  for (const name of HELPERS) {
    const include = [`-I${folder}`, '-I.', '-Iinclude', '-Ilib', ...have]
    const program = join(folder, name)
    await execa(COMPILER, ['-w', ...include, '-o', program, `support/${name}.c`], { cwd: source })
  }
  return folder
}

/** Runs every test as the suite's own Makefile would; answers what each prints, as far as it is the same each time. */
async function runSuite(
  source: string,
  tools: string,
  names: readonly string[],
  shell = '',
): Promise<Map<string, string>> {
  const folder = join(inject('folder'), `bash-suite-${shell.replaceAll('/', '-').slice(-30)}`)
  const temporary = join(folder, 'tmp')
  cpSync(join(source, 'tests'), folder, { recursive: true })
  mkdirSync(temporary, { recursive: true })
  const env = {
    HOME: '/root',
    PATH: `.:${tools}:/usr/bin:/bin`,
    TMPDIR: temporary,
    BUILD_DIR: tools,
    THIS_SH: shell,
    BASH_TSTOUT: join(temporary, 'output'),
  }
  const printed = new Map<string, string>()
  for (const name of names) {
    const { all, exitCode } = await execa('setsid', ['-w', 'sh', name], {
      cwd: folder,
      env,
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
      timeout: 120_000,
    })
    printed.set(name, normalize(`${exitCode}\n${all}`, folder, shell))
  }
  return printed
}

/** bash, which runs the launcher, says once more that a locale is missing. */
function normalize(text: string, folder: string, shell: string): string {
  return text
    .replaceAll(folder, '<folder>')
    .replaceAll(shell, '<shell>')
    .replaceAll('/bin/bash', '<shell>')
    .replace(/^.*warning: setlocale: .*\n/gm, '')
    .replace(/(process group )\(\d+\)/g, '$1(<pid>)')
}

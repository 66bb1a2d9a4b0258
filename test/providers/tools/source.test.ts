import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { splitWords } from '../../../src/providers/tools/words.js'
import { isMissing, skipFor } from '../../programs.js'
import { allow, ask, askAll, PROGRAM_TEXT, provide, writeProject } from '../project.js'

test.each([
  ['a b', ['a', 'b']],
  [
    '  /opt/my\\ tool/x.sh \'two words\'  "say \\"hi\\" $HOME"',
    ['/opt/my tool/x.sh', 'two words', 'say "hi" $HOME'],
  ],
  ['a\'\'b --c="d e"', ['ab', '--c=d e']],
  ['', []],
  ["it's", undefined],
])('the words of %j are %j', (line, words) => expect(splitWords(line)).toEqual(words))

/** As vendors write them: relative to the script, with arguments, a guard, `declare`, chatter, and a last command that is false. */
const VENDOR = `here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
if [ "$VENDOR_DONE" = 1 ]; then return 3; fi
declare -x VENDOR_ROOT="$here"
export PATH="$here/bin:$PATH" LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" ARGS="$#:$1"
. "$here/more.sh"
echo chatter
[ -n "" ]
`

describe('source', () => {
  const files = { 'vendor/setvars.sh': VENDOR, 'vendor/more.sh': 'export MORE=1\nreturn 0\n' }
  const SEE = 'echo "$VENDOR_ROOT|$ARGS|$MORE|$PATH|$LD_LIBRARY_PATH|$OWN"'

  test('scripts are sourced in one bash, in their order, each with its own arguments', async () => {
    const box = await writeProject('', {
      ...files,
      'project/own.sh': 'export OWN="$#:$VENDOR_ROOT"\n',
    })
    const vendor = join(box.dir, 'vendor')
    const lines = [`source[] = ${vendor}/setvars.sh --force 'two words'`, 'source[] = ./own.sh']
    box.write('project/.codex/env.ini', `[providers]\n${lines.join('\n')}\n`)
    await allow(box)
    expect(await ask(box, SEE, { env: { LD_LIBRARY_PATH: '/agent' } })).toBe(
      `${vendor}|2:--force|1|${vendor}/bin:/usr/bin:/bin|${vendor}/lib:/agent|0:${vendor}`,
    )
    expect((await box.control('status')).stdout).toContain('its last command returned 1')
  })

  test('one of the project is its code: a change asks again', async () => {
    const missing = await writeProject('source[] = gone.sh')
    expect((await missing.control('allow')).stderr).toContain('gone.sh is not there')
    const own = await provide('source[] = own.sh', { 'project/own.sh': 'export OWN=1\n' })
    expect(await ask(own, 'echo $OWN')).toBe('1')
    writeFileSync(join(own.project, 'own.sh'), 'touch ran; export OWN=2\n')
    const { stdout, stderr } = await askAll(own, 'echo "[$OWN]"; ls')
    expect(stdout).toBe('[]\nown.sh\n')
    expect(stderr).toContain('own.sh changed since it was allowed')
  })

  test.each([
    ['return 3\n', 'returned 3 and changed nothing'],
    ['exit 4\n', 'ended the shell with 4'],
    ['set -e\nfalse\nexport A=1\n', 'ended the shell with 1'],
    ['set -u\n: "$NOT_SET"\nexport A=1\n', 'ended the shell with 1'],
  ])('one that says %j is an error', async (text, what) => {
    const box = await writeProject('source[] = ./own.sh', { 'project/own.sh': text })
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain(what)
  })

  test.each([
    'export A=1; exit 0',
    'set -eu; export A=1',
    'export A=1; unset PATH',
    'export A=1; exec 1>&2',
  ])('one that says %j is none', async (text) => {
    const box = await provide('source[] = ./own.sh', { 'project/own.sh': `${text}\n` })
    expect(await ask(box, 'echo $A')).toBe('1')
  })

  test('messages of a script are not repeated, and not kept quiet', async () => {
    const box = await provide('source[] = ./own.sh', {
      'project/own.sh': 'export A=1\necho SECRET warning >&2\n',
    })
    const { stdout } = await box.control('status')
    expect(stdout).toContain('it printed messages; to see them: ')
    expect(stdout).not.toContain('SECRET')
  })
})

describe('pass and watch', () => {
  test('a variable that is passed in is part of the answer, and of the plan', async () => {
    const lines = 'source[] = ./own.sh\npass[] = GIVEN\nwatch[] = more.conf\n'
    const box = await provide(lines, {
      'project/own.sh': 'export GOT="[$GIVEN]" CONF="$(cat more.conf 2>/dev/null)"\n',
    })
    const see = (env: Record<string, string>) => ask(box, 'echo "$GOT"', { env })
    expect(await see({})).toBe('[]')
    expect(await see({ GIVEN: 'a' })).toBe('[a]')
    expect(await see({ GIVEN: "it's $HOME" })).toBe("[it's $HOME]")
    expect(await see({})).toBe('[]')
    box.write('project/more.conf', 'watched')
    expect((await askAll(box, ':')).stderr).toContain('more.conf changed since it was allowed')
    await allow(box)
    expect(await ask(box, 'echo $CONF')).toBe('watched')
  })

  test.each([
    ['pass[] = TWO WORDS\ncommand[] = true', '"TWO WORDS" is not a variable name'],
    ['watch[] = file', 'watch[] has nothing to count for'],
  ])('%j is an error', async (lines, what) => {
    const box = await writeProject(lines)
    expect((await box.control('allow')).stderr).toContain(what)
  })
})

describe('run', () => {
  const WRAPPER =
    '#!/bin/sh\necho "entering" >&2\nexport OF_RUN="$1" PATH="/opt/run:$PATH"\nshift\nexec "$@"\n'

  test('what a tool gives the command behind it', async () => {
    const box = await provide("run[] = ./tool 'two words'", { 'project/tool': WRAPPER })
    expect(await ask(box, 'echo "$OF_RUN|$PATH"')).toBe('two words|/opt/run:/usr/bin:/bin')
    box.write('project/tool', PROGRAM_TEXT)
    expect((await askAll(box, ':')).stderr).toContain('tool changed since it was allowed')
  })

  test('a tool that runs nothing is named', async () => {
    const box = await writeProject('run[] = ./tool', { 'project/tool': '#!/bin/sh\n:\n' })
    expect((await box.control('allow')).stderr).toContain('tool env -0 printed no environment')
  })
})

const OPENFOAM = '/usr/share/openfoam/etc/bashrc'

describe.skipIf(!existsSync(OPENFOAM) && skipFor('openfoam'))('OpenFOAM', () => {
  test('its bashrc gives what it gives in a terminal', async () => {
    const box = await provide(`source[] = ${OPENFOAM}`)
    const see = 'echo "$WM_PROJECT_DIR|$FOAM_ETC|$WM_COMPILER|$FOAM_TUTORIALS"'
    const { stdout } = await box.run(['/bin/bash', '-c', `. ${OPENFOAM}; ${see}`])
    expect(stdout).toContain('/usr/share/openfoam|')
    expect(await ask(box, see)).toBe(stdout.trim())
  })
})

describe.skipIf(isMissing('catkin_make') || isMissing('cmake'))('catkin', () => {
  test('the setup of a ROS workspace gives what it gives in a terminal', async () => {
    const box = await writeProject('source[] = ./devel/setup.bash', { 'project/src/.keep': '' })
    const made = await box.run(['catkin_make', '-C', box.project])
    expect([made.status, made.stderr]).toEqual([0, expect.anything()])
    await allow(box)
    const see = 'echo "$CMAKE_PREFIX_PATH|$LD_LIBRARY_PATH|$ROS_PACKAGE_PATH|$ROS_VERSION"'
    const env = { CMAKE_PREFIX_PATH: '/usr', LD_LIBRARY_PATH: '/lib1:/lib2' }
    const { stdout } = await box.run(['/bin/bash', '-c', `. devel/setup.bash; ${see}`], { env })
    expect(stdout).toContain(`${box.project}/devel:/usr|`)
    expect(await ask(box, see, { env })).toBe(stdout.trim())
  })
})

describe.skipIf(isMissing('opam'))('opam', () => {
  test('the project’s switch is what opam exec gives', async () => {
    const box = await writeProject('use[] = opam', { 'repo/repo': 'opam-version: "2.0"\n' })
    const repo = join(box.dir, 'repo')
    mkdirSync(join(repo, 'packages'))
    const init = `/usr/bin/opam init --bare -n -y --disable-sandboxing local ${repo} && /usr/bin/opam switch create . --empty -y`
    expect((await box.run(['/bin/sh', '-c', init])).status).toBe(0)
    await allow(box)
    const see = 'echo "$OPAM_SWITCH_PREFIX|$PATH"'
    const { stdout } = await box.run(['/usr/bin/opam', 'exec', '--', '/bin/sh', '-c', see])
    expect(stdout).toBe(`${box.project}/_opam|${box.project}/_opam/bin:/usr/bin:/bin\n`)
    expect(await ask(box, see)).toBe(stdout.trim())
  })
})

/** What `guix shell --search-paths` and `spack … --sh` print, by their manuals; neither is in a registry here. */
describe('tools that print code for a shell', () => {
  const GUIX = `#!/bin/sh
printf '%s\\n' "$*" >"$HOME/asked"
echo 'export PATH="/gnu/store/x-profile/bin\${PATH:+:}$PATH"'
echo 'export GUIX_PYTHONPATH="/gnu/store/x-profile/lib"'
`
  test('guix: the project’s manifest', async () => {
    const box = await provide('use[] = guix', {
      'project/manifest.scm': '(specifications->manifest (list "hello"))\n',
      'home/.local/bin/guix': GUIX,
    })
    expect(await ask(box, 'echo "$PATH|$GUIX_PYTHONPATH"; cat ~/asked')).toBe(
      `/gnu/store/x-profile/bin:/usr/bin:/bin|/gnu/store/x-profile/lib\nshell --search-paths -m ${box.project}/manifest.scm`,
    )
    box.write('project/manifest.scm', '(changed)')
    expect((await askAll(box, ':')).stderr).toContain('manifest.scm changed since it was allowed')
  })

  test('spack: the project’s environment, or packages', async () => {
    const spack = '#!/bin/sh\necho "export ASKED=\'$*\'; export SPACK_ENV=/here;"\n'
    const box = await provide('use[] = spack', {
      'project/spack.yaml': 'spack: {}\n',
      'home/.local/bin/spack': spack,
    })
    expect(await ask(box, 'echo "$ASKED"')).toBe(`env activate --sh --dir ${box.project}`)
    box.write('project/.codex/env.ini', '[providers]\nspack[] = hdf5@1.14\nspack[] = zlib\n')
    await allow(box)
    expect(await ask(box, 'echo "$ASKED"')).toBe('load --sh hdf5@1.14 zlib')
  })

  test('one that fails is named', async () => {
    const box = await writeProject('guix[] = hello', {
      'home/.local/bin/guix': '#!/bin/sh\necho "export HALF=1"\nexit 1\n',
    })
    expect((await box.control('allow')).stderr).toContain(
      'guix: guix shell --search-paths hello exited with 1',
    )
  })
})

test('pixi: an environment by its layout on disk', async () => {
  const box = await provide('use[] = pixi', {
    'project/pixi.toml': '[workspace]\nname = "work"\n[activation.env]\nA = "1"\n',
    'project/.pixi/envs/default/conda-meta/pixi': '{}',
    'project/.pixi/envs/default/bin/python': PROGRAM_TEXT,
  })
  const prefix = join(box.project, '.pixi/envs/default')
  expect(await ask(box, 'echo "$CONDA_PREFIX|$PIXI_PROJECT_NAME|$CONDA_DEFAULT_ENV|$PATH"')).toBe(
    `${prefix}|work|work|${prefix}/bin:/usr/bin:/bin`,
  )
  expect((await box.control('status')).stdout).toContain('[activation] of ')
})

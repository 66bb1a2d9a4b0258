import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from '../../product.js'
import { findProgram, isMissing, skipFor } from '../../programs.js'
import type { Box } from '../../sandbox.js'
import { allow, ask, askAll, writeProject } from '../project.js'

const TOOL = `#%Module1.0
setenv TOOL_HOME {/opt/to ol's "x"}
prepend-path PATH /opt/tool/bin
prepend-path LD_LIBRARY_PATH /opt/tool/lib
unsetenv PYTHONHOME
puts stdout "echo injected"
`

/** A tree of modules outside the project, as on a cluster. */
async function cluster(lines: string): Promise<{ box: Box; env: Record<string, string> }> {
  const box = await writeProject(lines, {
    'modules/tool/1.0': TOOL,
    'modules/needs/2': '#%Module1.0\nmodule load tool/1.0\nsetenv NEEDS 2\n',
    'modules/broken/1': '#%Module1.0\nsetenv HALF 1\nerror "boom SECRET"\n',
  })
  const env = { MODULEPATH: join(box.dir, 'modules') }
  return { box, env }
}

/** Lmod unpacked from its Debian packages (.ci/run), which cannot be installed beside Environment Modules. */
const LMOD = join(REPOSITORY, 'test/providers/lmod')

describe.skipIf(!existsSync(join(LMOD, 'usr/share/lmod')) && skipFor('lmod'))('Lmod', () => {
  test('a copy that is somewhere else is used as it is, and what it cannot load is an error', async () => {
    const box = await writeProject('modules[] = tool', {
      'modules/tool/1.0.lua': 'setenv("TOOL", "1.0")\nprepend_path("PATH", "/opt/tool/bin")\n',
      'modules/broken.lua': 'setenv("HALF", "1")\nLmodError("boom SECRET")\n',
    })
    const root = join(box.dir, 'lmod')
    const move = `cp -R ${LMOD} ${root} && cd ${root}/usr/share/lmod/lmod/ &&
      grep -rl /usr/share/lmod init libexec | xargs sed -i 's#/usr/share/lmod#${root}/usr/share/lmod#g'`
    expect((await box.run(['/bin/sh', '-c', move])).status).toBe(0)
    const env = {
      MODULEPATH: join(box.dir, 'modules'),
      LMOD_CMD: join(root, 'usr/share/lmod/lmod/libexec/lmod'),
    }
    await allow(box, { env })
    expect(await ask(box, 'echo "$TOOL|$PATH|$LOADEDMODULES"')).toBe(
      '1.0|/opt/tool/bin:/usr/bin:/bin|tool/1.0',
    )
    for (const name of ['nosuch', 'broken']) {
      box.write('project/.codex/env.ini', `[providers]\nmodules[] = tool\nmodules[] = ${name}\n`)
      const { status, stderr } = await box.run([box.product.bin, 'allow'], { env })
      expect(status).toBe(1)
      expect(stderr).toContain(`modules: module load tool ${name} exited with 1`)
      expect(stderr).not.toContain('SECRET')
    }
  })
})

test('a load that fails with status 0, as in Modules 3.2, is an error', async () => {
  const box = await writeProject('modules[] = tool/1.0\nmodules[] = tool', {
    'home/old/init/bash':
      'module() { case $2 in tool*) export TOOL=1 LOADEDMODULES=tool/1.0 ;; esac; return 0; }\n',
  })
  const env = { MODULESHOME: join(box.home, 'old') }
  await allow(box, { env })
  expect(await ask(box, 'echo $TOOL')).toBe('1')
  box.write('project/.codex/env.ini', '[providers]\nmodules[] = tool/1.0\nmodules[] = gone\n')
  const { stderr } = await box.run([box.product.bin, 'allow'], { env })
  expect(stderr).toContain('module load tool/1.0 gone exited with 1')
})

const found = () =>
  findProgram('modulecmd') !== undefined || findProgram('modulecmd.tcl') !== undefined

describe.skipIf(!found() && isMissing('modulecmd'))('modules', () => {
  test('what modulefiles set reaches the command exactly', async () => {
    const { box, env } = await cluster('modules[] = tool/1.0')
    await allow(box, { env: { ...env, MODULES_CMD: '/usr/lib/x86_64-linux-gnu/modulecmd.tcl' } })
    const agent = { LD_LIBRARY_PATH: '/agent/lib', PYTHONHOME: '/agent', MODULES_CMD: 'kept' }
    const see =
      'echo "$TOOL_HOME|$PATH|$LD_LIBRARY_PATH|${PYTHONHOME-gone}|$LOADEDMODULES|$MODULES_CMD"'
    expect(await ask(box, see, { env: agent })).toBe(
      `/opt/to ol's "x"|/opt/tool/bin:/usr/bin:/bin|/opt/tool/lib:/agent/lib|gone|tool/1.0|kept`,
    )
  })

  test('one that loads another brings both, and nothing of what it keeps for itself', async () => {
    const { box, env } = await cluster('modules[] = needs')
    await allow(box, { env })
    expect(await ask(box, 'echo "$NEEDS $LOADEDMODULES"; env | grep -c ^__MODULES')).toBe(
      '2 tool/1.0:needs/2\n0',
    )
  })

  test('an edit of a modulefile is noticed by the next command', async () => {
    const { box, env } = await cluster('modules[] = needs')
    await allow(box, { env })
    const file = join(box.dir, 'modules/tool/1.0')
    writeFileSync(file, '#%Module1.0\nsetenv TOOL_HOME edited\n')
    expect(await ask(box, 'echo $TOOL_HOME', { env })).toBe('edited')
  })

  test.each([
    ['nosuch/1', 'one that does not exist'],
    ['broken/1', 'one that fails'],
  ])('%s, %s, changes nothing and is named', async (name) => {
    const { box, env } = await cluster('modules[] = tool/1.0')
    await allow(box, { env })
    writeFileSync(
      join(box.project, '.codex/env.ini'),
      `[providers]\nmodules[] = tool/1.0\nmodules[] = ${name}\n`,
    )
    const { status, stderr } = await box.run([box.product.bin, 'allow'], { env })
    expect(status).toBe(1)
    expect(stderr).toContain(`modules: module load tool/1.0 ${name} exited with 1`)
    expect(stderr).not.toContain('SECRET')
    expect(await ask(box, 'echo "[$TOOL_HOME$HALF]"', { env })).toBe('[]')
  })

  test('a modulefile inside the project is code of the project: a change asks again', async () => {
    const box = await writeProject('modules[] = ./mod/own', {
      'project/mod/own': '#%Module1.0\nsetenv OWN 1\n',
    })
    await allow(box)
    expect(await ask(box, 'echo $OWN')).toBe('1')
    writeFileSync(join(box.project, 'mod/own'), '#%Module1.0\nsetenv OWN 2\n')
    const { stdout, stderr } = await askAll(box, 'echo "[$OWN]"')
    expect(stdout).toBe('[]\n')
    expect(stderr).toContain(`${box.project}/mod/own changed since it was allowed`)
    await allow(box)
    expect(await ask(box, 'echo $OWN')).toBe('2')
  })
})

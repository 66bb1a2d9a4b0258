import { renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import type { Box } from '../../sandbox.js'
import { allow, ask, askAll, provide, writeProject } from '../project.js'

const SEE = 'echo "$VIRTUAL_ENV|$VIRTUAL_ENV_PROMPT|$PATH|${PYTHONHOME-gone}"'

async function make(box: Box, folder: string): Promise<string> {
  const path = join(box.dir, folder)
  const argv = ['/usr/bin/python3', '-m', 'venv', '--without-pip', path]
  const { status, stderr } = await box.run(argv)
  if (status !== 0) throw new Error(stderr)
  return path
}

describe.skipIf(isMissing('python3'))('venv', () => {
  test('the command runs in the environment as if it had been activated', async () => {
    const box = await writeProject('use[] = venv')
    const venv = await make(box, 'project/.venv')
    await allow(box)
    const env = { PYTHONHOME: '/agent', VIRTUAL_ENV: '/other' }
    expect(await ask(box, SEE, { env })).toBe(`${venv}|.venv|${venv}/bin:/usr/bin:/bin|gone`)
    expect(await ask(box, 'python -c "import sys; print(sys.prefix)"')).toBe(venv)
  })

  test('it comes to what its own activate script does', async () => {
    const box = await writeProject('use[] = venv')
    const venv = await make(box, 'project/.venv')
    await allow(box)
    const real = await box.run([
      '/bin/bash',
      '-c',
      `. '${venv}/bin/activate'; echo "$VIRTUAL_ENV $PATH"`,
    ])
    expect(await ask(box, 'echo "$VIRTUAL_ENV $PATH"')).toBe(real.stdout.trimEnd())
  })

  test('the declaration may name it, anywhere', async () => {
    const box = await writeProject('venv[] = ../else where/venv')
    const venv = await make(box, 'else where/venv')
    await allow(box)
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(venv)
  })

  test('another environment, a moved one and a missing one are noticed by the next command', async () => {
    const box = await writeProject('use[] = venv')
    const venv = await make(box, 'project/venv')
    await allow(box)
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(venv)
    const nearer = await make(box, 'project/.venv')
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(nearer)
    renameSync(nearer, `${nearer}.gone`)
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(venv)
    rmSync(venv, { recursive: true })
    const { stdout, stderr } = await askAll(box, 'echo $VIRTUAL_ENV')
    expect(stdout).toBe(`${venv}\n`)
    expect(stderr).toMatch(
      /env\.ini:2: venv: no virtual environment in .*\(the last good plan stays/,
    )
  })

  test('an environment whose Python is gone is named', async () => {
    const box = await writeProject('use[] = venv')
    const venv = await make(box, 'project/.venv')
    unlinkSync(join(venv, 'bin/python'))
    symlinkSync('/nowhere/python3', join(venv, 'bin/python'))
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain(`${venv}/bin/python leads nowhere`)
  })

  test('the prompt of pyvenv.cfg counts, as uv writes it too', async () => {
    const box = await writeProject('use[] = venv')
    const venv = await make(box, 'project/.venv')
    const uv =
      "home = /usr/bin\nimplementation = CPython\nuv = 0.12.0\nversion_info = 3.11.2\nprompt = 'my project'\n"
    writeFileSync(join(venv, 'pyvenv.cfg'), uv)
    await allow(box)
    expect(await ask(box, 'echo $VIRTUAL_ENV_PROMPT')).toBe('my project')
  })

  test("poetry's environment is found in its cache, by the name it gives it", async () => {
    const box = await provide('use[] = venv', {
      'project/pyproject.toml': '[tool.poetry]\nname = "Demo App"\nversion = "1"\n',
      'project/.venv/pyvenv.cfg': 'home = /usr/bin\n',
      'project/.venv/bin/python': '',
    })
    const formula = `import base64, hashlib, re; name = re.sub(r'[ $\`!*@"\\\\\\r\\n\\t]', '_', 'Demo App'.lower())[:42]
print(name + '-' + base64.urlsafe_b64encode(hashlib.sha256(b'${box.project}').digest()).decode()[:8] + '-py3.11')`
    const { stdout } = await box.run(['/usr/bin/python3', '-c', formula])
    const venv = await make(box, `home/.cache/pypoetry/virtualenvs/${stdout.trim()}`)
    rmSync(join(box.project, '.venv'), { recursive: true })
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(venv)
  })
})

test('where the Python of the environment is not there nothing is applied', async () => {
  const box = await writeProject('use[] = venv', {}, '[env]\nOWN = 1\n')
  expect((await box.control('allow')).status).toBe(1)
  expect(await ask(box, 'echo "[$OWN]"')).toBe('[]')
})

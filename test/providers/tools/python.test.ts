import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import type { Box } from '../../sandbox.js'
import { allow, ask, PROGRAM_TEXT, writeProject } from '../project.js'

const SEE = 'echo "$VIRTUAL_ENV|${PATH%%:*}"'

/** The layout of a virtual environment. */
function writeVenv(box: Box, folder: string): string {
  box.write(`${folder}/pyvenv.cfg`, 'home = /usr/bin\n')
  box.write(`${folder}/bin/python`, PROGRAM_TEXT)
  return join(box.dir, folder)
}

async function expectEntered(box: Box, venv: string): Promise<void> {
  await allow(box)
  expect(await ask(box, SEE)).toBe(`${venv}|${venv}/bin`)
}

describe('poetry', () => {
  const BUILD = '\n[build-system]\nbuild-backend = "poetry.core.masonry.api"\n'
  const PYPROJECTS = [
    ['[project]', '[project]\nname = "My_App.core"\nversion = "1"\n', 'my-app-core'],
    ['[tool.poetry]', "[tool.poetry]\nname='My_App.core' # ours\n", 'my-app-core'],
    ['[tool.poetry], before 1.2', '[tool.poetry]\nname = "My_App"\n', 'my_app'],
    ['no package', '[tool.poetry]\npackage-mode = false\n', 'non-package-mode'],
  ] as const

  test.each(PYPROJECTS)('%s: its environment is found by the name', async (_, text, name) => {
    const box = await writeProject('use[] = poetry', { 'project/pyproject.toml': text + BUILD })
    const hash = hashOf(box)
    const venv = (minor: string) => `home/.cache/pypoetry/virtualenvs/${name}-${hash}-py${minor}`
    writeVenv(box, venv('3.9'))
    await expectEntered(box, writeVenv(box, venv('3.11')))
    box.write(
      'home/.cache/pypoetry/virtualenvs/envs.toml',
      `["${name}-${hash}"]\nminor = "3.9"\npatch = "3.9.1"\n`,
    )
    expect(await ask(box, SEE)).toContain('-py3.9|')
  })

  test('its settings say where: poetry.toml before the user’s own', async () => {
    const box = await writeProject('use[] = poetry', {
      'project/pyproject.toml': PYPROJECTS[0][1],
      'project/poetry.toml': '[virtualenvs]\nin-project = false\n',
      'home/.config/pypoetry/config.toml':
        'cache-dir = "/nowhere"\n[virtualenvs]\npath = "~/envs"\n',
    })
    writeVenv(box, 'project/.venv')
    await expectEntered(box, writeVenv(box, `home/envs/my-app-core-${hashOf(box)}-py3.11`))
    box.write('project/poetry.toml', '[virtualenvs]\nin-project = true\n')
    expect(await ask(box, SEE)).toBe(`${box.project}/.venv|${box.project}/.venv/bin`)
  })

  test.skipIf(isMissing('poetry'))('poetry itself finds the same', async () => {
    const text = PYPROJECTS[1][1].replace('\n', '\nversion = "1"\ndescription = ""\nauthors = []\n')
    const box = await writeProject('use[] = poetry', {
      'project/pyproject.toml': `${text}[tool.poetry.dependencies]\npython = "*"\n${BUILD}`,
    })
    await box.run(['/usr/bin/python3', '-m', 'venv', '--without-pip', `${box.project}/.venv`])
    await allow(box)
    const { stdout } = await box.run(['/usr/bin/poetry', 'env', 'info', '--path'])
    expect(await ask(box, 'echo "$VIRTUAL_ENV"')).toBe(stdout.trim())
  })
})

/** As poetry hashes the project's path (generate_env_name). */
function hashOf({ project }: Box): string {
  return createHash('sha256').update(project).digest('base64url').slice(0, 8)
}

describe('uv', () => {
  test('a member of a workspace has the workspace’s environment', async () => {
    const box = await writeProject('use[] = uv', {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["pro*", "libs/*"]\nexclude = ["proof"]\n',
      'uv.lock': 'version = 1\n',
      'project/pyproject.toml': '[project]\nname = "member"\n',
    })
    writeVenv(box, 'project/.venv')
    await expectEntered(box, writeVenv(box, '.venv'))
  })

  test('one that is no member has its own, or the one that UV_PROJECT_ENVIRONMENT names', async () => {
    const box = await writeProject('use[] = uv', {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
      'project/pyproject.toml': '[project]\nname = "alone"\n',
    })
    writeVenv(box, '.venv')
    await expectEntered(box, writeVenv(box, 'project/.venv'))
    const other = writeVenv(box, 'project/env/uv')
    await allow(box, { env: { UV_PROJECT_ENVIRONMENT: 'env/uv' } })
    expect(await ask(box, 'echo $VIRTUAL_ENV', { env: { UV_PROJECT_ENVIRONMENT: 'env/uv' } })).toBe(
      other,
    )
  })
})

test.each([
  ['use[] = hatch', 'default', 'my-app'],
  ['hatch[] = test', 'test', 'test'],
])('hatch: %s has the environment %s by its layout', async (line, _, name) => {
  const box = await writeProject(line, {
    'project/pyproject.toml': '[project]\nname = "My_App"\n',
    'project/hatch.toml': '[envs.docs]\npath = "build/docs"\n',
  })
  const folder = `home/.local/share/hatch/env/virtual/my-app/${hashOf(box)}/${name}`
  await expectEntered(box, writeVenv(box, folder))
  box.write('project/.codex/env.ini', '[providers]\nhatch[] = docs\n')
  await expectEntered(box, writeVenv(box, 'project/build/docs'))
})

describe.skipIf(isMissing('pipenv'))('pipenv', () => {
  const locate = async (box: Box) => {
    const text = 'from pipenv.project import Project; print(Project().virtualenv_location)'
    const { stdout } = await box.run(['/usr/bin/python3', '-c', text])
    return stdout.trim().slice(box.dir.length + 1)
  }

  test('its environment is where pipenv itself says', async () => {
    const box = await writeProject('use[] = pipenv', { 'project/Pipfile': '[packages]\n' })
    const kept = await locate(box)
    expect(kept).toMatch(/^home\/\.local\/share\/virtualenvs\/project-/)
    await expectEntered(box, writeVenv(box, kept))
    box.write('project/.env', 'A=1\n')
    await allow(box)
    expect((await box.control('status')).stdout).toContain('to have it: dotenv[] = ')
    const own = writeVenv(box, 'project/.venv')
    expect(await ask(box, SEE)).toBe(`${own}|${own}/bin`)
  })

  test('a file .venv names one', async () => {
    const box = await writeProject('use[] = pipenv', {
      'project/Pipfile': '[packages]\n',
      'project/.venv': 'shared\n',
    })
    await expectEntered(box, writeVenv(box, 'home/.local/share/virtualenvs/shared'))
  })
})

test('init proposes what is used, and of several that say the same one', async () => {
  const box = await writeProject('', {
    'project/pyproject.toml': '[project]\nname = "app"\n',
    'project/uv.lock': 'version = 1\n',
    'project/.sdkmanrc': 'java=21-tem\n',
    'project/rust-toolchain.toml': '[toolchain]\nchannel = "1.75.0"\n',
    'home/.rustup/toolchains/1.75.0-x86_64-unknown-linux-gnu/bin/cargo': PROGRAM_TEXT,
  })
  writeVenv(box, 'project/.venv')
  mkdirSync(join(box.dir, 'other'))
  await box.run(['/bin/rm', '-r', join(box.project, '.codex')])
  await box.control('init')
  const { stdout } = await box.run(['/bin/cat', join(box.project, '.codex/env.ini')])
  expect(stdout).toMatch(/^use\[\] = uv /m)
  expect(stdout).toMatch(/^; use\[\] = venv /m)
  expect(stdout).toMatch(/^use\[\] = rustup /m)
  expect(stdout).toMatch(/^; use\[\] = sdkman {2}; java 21-tem is not installed/m)
})

describe('rustup', () => {
  const TOOLCHAINS = 'home/.rustup/toolchains'
  const HOST = 'x86_64-unknown-linux-gnu'
  test.each([
    ['rust-toolchain.toml', '[toolchain]\nchannel = "1.75.0"\ncomponents = ["clippy"]\n', '1.75.0'],
    ['rust-toolchain', 'nightly\n', 'nightly'],
    ['rust-toolchain', '[toolchain]\nchannel = "nightly-2024-01-01"\n', 'nightly-2024-01-01'],
  ])('%s saying %j', async (file, text, name) => {
    const files = Object.fromEntries(
      ['1.75.0', 'nightly-2024-01-01', 'nightly'].map((one) => [
        `${TOOLCHAINS}/${one}-${HOST}/bin/cargo`,
        PROGRAM_TEXT,
      ]),
    )
    const box = await writeProject('use[] = rustup', { ...files, [`project/${file}`]: text })
    await allow(box)
    expect(await ask(box, 'cargo')).toBe(join(box.dir, `${TOOLCHAINS}/${name}-${HOST}/bin/cargo`))
    box.write('home/.cargo/bin/rustup', PROGRAM_TEXT)
    await allow(box)
    expect(await ask(box, 'echo ${PATH%%:*}')).toBe(join(box.home, '.cargo/bin'))
  })
})

test('sdkman: every candidate has its home and its programs', async () => {
  const box = await writeProject('use[] = sdkman', {
    'project/.sdkmanrc': '# ours\njava=21.0.2-tem # why\n\nmaven = 3.9.6\n',
    'home/.sdkman/candidates/java/21.0.2-tem/bin/java': PROGRAM_TEXT,
    'home/.sdkman/candidates/maven/3.9.6/mvn': PROGRAM_TEXT,
  })
  await allow(box)
  const folder = join(box.home, '.sdkman/candidates')
  const [java, maven] = [`${folder}/java/21.0.2-tem`, `${folder}/maven/3.9.6`]
  expect(await ask(box, 'echo "$JAVA_HOME|$MAVEN_HOME|$PATH"')).toBe(
    `${java}|${maven}|${maven}:${java}/bin:/usr/bin:/bin`,
  )
})

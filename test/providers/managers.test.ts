import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isThere } from '../../src/providers/tools/files.js'
import { isMissing } from '../programs.js'
import { allow, ask, askAll, type Files, PROGRAM_TEXT, provide, writeProject } from './project.js'

const folders = (root: string, names: readonly string[], program: string) =>
  Object.fromEntries(names.map((name) => [`${root}/${name}/${program}`, PROGRAM_TEXT]))

const MANAGERS = [
  {
    name: 'pyenv',
    file: '.python-version',
    files: folders('home/.pyenv/versions', ['3.9.1', '3.12.9', '3.12.10'], 'bin/python'),
    program: 'python',
    cases: {
      '3.12': '.pyenv/versions/3.12.10/bin',
      '3.9.1  # ours\n': '.pyenv/versions/3.9.1/bin',
    },
  },
  {
    name: 'rbenv',
    file: '.ruby-version',
    files: folders('home/.rbenv/versions', ['3.2.0', '3.3.1'], 'bin/ruby'),
    program: 'ruby',
    cases: { 'ruby-3.2.0': '.rbenv/versions/3.2.0/bin', '3.3.1': '.rbenv/versions/3.3.1/bin' },
  },
  {
    name: 'nvm',
    file: '.nvmrc',
    files: {
      ...folders('home/.nvm/versions/node', ['v9.9.0', 'v18.2.0', 'v20.1.0'], 'bin/node'),
      'home/.nvm/alias/default': '18\n',
      'home/.nvm/alias/lts/iron': 'v20.1.0\n',
      'home/.nvm/alias/lts/*': 'lts/iron\n',
    },
    program: 'node',
    cases: {
      '18': '.nvm/versions/node/v18.2.0/bin',
      'lts/*': '.nvm/versions/node/v20.1.0/bin',
      default: '.nvm/versions/node/v18.2.0/bin',
      'node # newest': '.nvm/versions/node/v20.1.0/bin',
    },
  },
  {
    name: 'fnm',
    file: '.node-version',
    files: folders(
      'home/.local/share/fnm/node-versions',
      ['v18.2.0', 'v20.1.0'],
      'installation/bin/node',
    ),
    program: 'node',
    cases: { v18: '.local/share/fnm/node-versions/v18.2.0/installation/bin' },
  },
  {
    name: 'asdf',
    file: '.tool-versions',
    files: folders('home/.asdf/installs/nodejs', ['18.2.0', '20.1.0'], 'bin/node'),
    program: 'node',
    cases: {
      'nodejs 20.1.0': '.asdf/installs/nodejs/20.1.0/bin',
      'nodejs 9.9.9 18.2.0 system # fall back': '.asdf/installs/nodejs/18.2.0/bin',
    },
  },
] as const

describe.each(MANAGERS)('$name', ({ name, file, files, program, cases }) => {
  test.each(Object.entries(cases))(`${file} saying %j chooses %s`, async (text, folder) => {
    const box = await provide(`use[] = ${name}`, { ...files, [`project/${file}`]: text })
    expect(await ask(box, program)).toBe(join(box.home, folder, program))
    expect(await ask(box, 'echo $PATH')).toBe(`${join(box.home, folder)}:/usr/bin:/bin`)
  })

  test('an edit is noticed by the next command, and a file nearer by too', async () => {
    const [[first, one], [second, two] = ['', '']] = Object.entries(cases) as [
      [string, string],
      [string, string]?,
    ]
    const box = await provide(`use[] = ${name}`, { ...files, [`project/${file}`]: first })
    expect(await ask(box, program)).toBe(join(box.home, one, program))
    if (!two) return
    writeFileSync(join(box.project, file), second)
    expect(await ask(box, program)).toBe(join(box.home, two, program))
  })

  test('a version that is not installed is named, with what to do', async () => {
    const box = await provide(`use[] = ${name}`, {
      ...files,
      [`project/${file}`]: Object.keys(cases)[0] ?? '',
    })
    writeFileSync(join(box.project, file), name === 'asdf' ? 'nodejs 99.1.0' : '99.1.0')
    const { stdout, stderr } = await askAll(box, program)
    expect(stdout).toBe(`${join(box.home, Object.values(cases)[0] ?? '', program)}\n`)
    expect(stderr).toMatch(
      new RegExp(
        `^codex-env-shim: .*env.ini:2: ${name}: .*99.1.0 is not installed .*${name} install .*\\n$`,
      ),
    )
  })
})

test('nvm sets its variables', async () => {
  const box = await provide('use[] = nvm', { ...MANAGERS[2].files, 'project/.nvmrc': '18' })
  const prefix = join(box.home, '.nvm/versions/node/v18.2.0')
  expect(await ask(box, 'echo "$NVM_DIR $NVM_BIN $NVM_INC"')).toBe(
    `${box.home}/.nvm ${prefix}/bin ${prefix}/include/node`,
  )
})

test('fnm follows an alias', async () => {
  const box = await writeProject('use[] = fnm', {
    ...MANAGERS[3].files,
    'project/.nvmrc': 'lts/iron',
  })
  const fnm = join(box.home, '.local/share/fnm')
  mkdirSync(join(fnm, 'aliases'))
  symlinkSync(join(fnm, 'node-versions/v20.1.0/installation'), join(fnm, 'aliases/lts-iron'))
  await allow(box)
  expect(await ask(box, 'node')).toBe(join(fnm, 'aliases/lts-iron/bin/node'))
})

test('pyenv: several versions stand in PATH in their order, and a virtual environment is entered', async () => {
  const files = { ...MANAGERS[0].files, 'project/.python-version': '3.9.1\n3.12\n' }
  const box = await provide('use[] = pyenv', files)
  const versions = join(box.home, '.pyenv/versions')
  expect(await ask(box, 'echo $PATH')).toBe(
    `${versions}/3.9.1/bin:${versions}/3.12.10/bin:/usr/bin:/bin`,
  )
  box.write('home/.pyenv/versions/mine/pyvenv.cfg', 'home = /usr/bin\n')
  box.write('home/.pyenv/versions/mine/bin/python', PROGRAM_TEXT)
  writeFileSync(join(box.project, '.python-version'), 'mine\n')
  expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(`${versions}/mine`)
})

const REAL = [
  ['rbenv', '/usr/bin/rbenv', '.ruby-version', 'RBENV_ROOT', MANAGERS[1]],
  ['pyenv', join(homedir(), '.pyenv/bin/pyenv'), '.python-version', 'PYENV_ROOT', MANAGERS[0]],
] as const

// pyenv is in no package registry: it is compared where it is installed.
test.each(REAL)(
  '%s itself chooses the same',
  async (name, program, file, variable, { files, cases }) => {
    if (!isThere(program) && (name === 'pyenv' || isMissing(name))) return
    for (const text of Object.keys(cases).filter((one) => !/^ruby-/.test(one))) {
      const box = await provide(`use[] = ${name}`, { ...files, [`project/${file}`]: text })
      const env = { [variable]: join(box.home, `.${name}`) }
      const { stdout, stderr } = await box.run([program, 'prefix'], { env })
      expect(await ask(box, 'echo ${PATH%%:*}'), stderr).toBe(join(stdout.trim(), 'bin'))
    }
  },
)

describe('fnm', () => {
  const versions = ['v18.2.0', 'v20.1.0', 'v20.19.1']
  const files = folders('home/.local/share/fnm/node-versions', versions, 'installation/bin/node')
  const choose = async (named: Files) => {
    const box = await writeProject('use[] = fnm', { ...files, ...named })
    const data = join(box.home, '.local/share/fnm')
    mkdirSync(join(data, 'aliases'), { recursive: true })
    symlinkSync(join(data, 'node-versions/v20.1.0/installation'), join(data, 'aliases/lts-latest'))
    symlinkSync('/dev/null/installation', join(data, 'aliases/old'))
    await allow(box)
    return ask(box, 'echo "${PATH%%:*}"')
  }

  test.each([
    [{ 'project/.nvmrc': '18', 'project/.node-version': '20' }, 'v18.2.0/installation/bin'],
    [
      { 'project/.nvmrc': '20 # no version to fnm', 'project/.node-version': 'v18' },
      'v18.2.0/installation/bin',
    ],
    [{ 'project/.node-version': '20.x' }, 'v20.19.1/installation/bin'],
    [{ 'project/.node-version': 'lts/*' }, 'aliases/lts-latest/bin'],
    [{ 'project/.node-version': 'OLD' }, '/usr/bin'],
    [
      { 'project/package.json': '{"engines": {"node": ">=18 <20 || ~20.1"}}' },
      'v20.1.0/installation/bin',
    ],
  ])('%j leads to %s', async (named, found) => {
    expect(await choose(named as Files)).toMatch(new RegExp(`${found.replace(/[.*]/g, '\\$&')}$`))
  })
})

test('pyenv: what is named behind system comes behind the agent’s own', async () => {
  const box = await provide('use[] = pyenv', {
    ...folders('home/.pyenv/versions', ['3.9.1', '3.12.9'], 'bin/python'),
    'project/.python-version': '3.12\nsystem\n3.9\n',
  })
  const bin = (version: string) => join(box.home, '.pyenv/versions', version, 'bin')
  expect(await ask(box, 'echo $PATH')).toBe(`${bin('3.12.9')}:/usr/bin:/bin:${bin('3.9.1')}`)
})

test.each(['3.3', '3.2.0 # ours\n3.3.1', '# 3.2.0'])(
  'rbenv reads the first word of %j, exactly',
  async (text) => {
    const box = await writeProject('use[] = rbenv', {
      ...folders('home/.rbenv/versions', ['3.2.0', '3.3.1'], 'bin/ruby'),
      'project/.ruby-version': text,
    })
    const { status, stderr } = await box.control('allow')
    const [word] = text.split(' ')
    if (word === '3.2.0') expect(status).toBe(0)
    else expect(stderr).toContain(`rbenv: ${word} is not installed`)
  },
)

test('asdf asks its plugin where the programs are and what they need, and knows every kind of version', async () => {
  const box = await writeProject('use[] = asdf', {
    'home/.asdf/installs/golang/1.22.3/go/bin/go': PROGRAM_TEXT,
    'home/.asdf/installs/nodejs/ref-abc/bin/node': PROGRAM_TEXT,
    'home/own/bin/own': PROGRAM_TEXT,
    'home/.asdf/plugins/golang/bin/list-bin-paths': '#!/bin/sh\necho bin go/bin\n',
    'home/.asdf/plugins/golang/bin/exec-env': 'export GOROOT=$ASDF_INSTALL_PATH/go; echo chatter\n',
  })
  const lines = [
    'golang 1.22.3 # ours',
    'nodejs ref:abc',
    `own path:${box.home}/own`,
    'java 9 system',
  ]
  box.write('project/.tool-versions', `${lines.join('\n')}\n`)
  await allow(box)
  const installs = join(box.home, '.asdf/installs')
  const go = `${installs}/golang/1.22.3`
  expect(await ask(box, 'echo "$GOROOT|$ASDF_INSTALL_PATH|$PATH"')).toBe(
    `${go}/go||${go}/bin:${go}/go/bin:${installs}/nodejs/ref-abc/bin:${box.home}/own/bin:/usr/bin:/bin`,
  )
})

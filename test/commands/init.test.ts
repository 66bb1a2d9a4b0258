import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Box, sandbox } from '../sandbox.js'

test('what is found is declared, with what each would give, and nothing takes effect', async () => {
  const box = await sandbox()
    .file('project/.nvmrc', '20')
    .file('project/.python-version', '3.12')
    .file('project/devbox.json', '{}')
    .file('home/.nvm/versions/node/v20.1.0/bin/node', '')
    .build()
  const { status, stdout } = await box.control('init')
  expect(status).toBe(0)
  expect(stdout).toContain(`nvm  ${box.project}/.nvmrc\n  set       NVM_DIR  (plain)\n`)
  expect(stdout).toContain('  prepend   PATH  (search path)\n')
  expect(stdout).toMatch(
    /^pyenv {2}3\.12 is not installed .*\n {2}\S.*\n {2}its line is written as a comment\n/m,
  )
  expect(stdout).toContain(
    `devbox  ${box.project}/devbox.json: it runs code of the project, so it is asked after allow\n`,
  )
  const text = readFileSync(join(box.project, '.codex/env.ini'), 'utf8')
  expect(text.match(/^;? ?use\[\] = .*$/gm)).toEqual([
    '; use[] = direnv',
    'use[] = devbox  ; devbox.json',
    'use[] = nvm  ; .nvmrc',
    expect.stringMatching(
      /^; use\[\] = fnm {2}; node 20 is not installed \(named by \.nvmrc\): \S/,
    ),
    expect.stringMatching(
      /^; use\[\] = pyenv {2}; 3\.12 is not installed \(named by \.python-version\)/,
    ),
  ])
  expect(text).not.toContain(box.dir)
  expect((await box.run([box.product.bin, '--', 'env'])).stdout).not.toContain('NVM_BIN')
})

test('a declaration that is there is left alone', async () => {
  const box = await sandbox().declare('[env]\nA = 1\n').build()
  const { status, stderr } = await box.control('init')
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `codex-env-shim: ${box.project}/.codex/env.ini is there already\n  edit it, then: codex-env-shim allow\n`,
  })
})

test('where nothing is found the sample is complete and declares nothing', async () => {
  const box = await sandbox().build()
  expect((await box.control('init')).stdout).toBe(
    `Found nothing that tells which tools this project uses: nothing is declared yet
${box.project}/.codex/env.ini written
Commit it if it is right for everybody who works on this project; each of them allows it once
Edit it, then: codex-env-shim allow ${box.project}
`,
  )
  expect((await box.control('allow')).stdout).toBe(`allowed ${box.project}/.codex/env.ini\n`)
})

test.each([
  ['uv', { 'uv.lock': '', 'pyproject.toml': '[project]\nname = "p"\n' }],
  ['poetry', { 'pyproject.toml': '[tool.poetry]\nname = "p"\n' }],
  ['pipenv', { Pipfile: '' }],
  ['hatch', { 'hatch.toml': '' }],
  ['pixi', { 'pixi.toml': '[workspace]\nname = "p"\n' }],
  ['opam', { 'p.opam': 'opam-version: "2.0"\n' }],
  ['rustup', { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.80"\n' }],
  ['sdkman', { '.sdkmanrc': 'java=21-tem\n' }],
  ['spack', { 'spack.yaml': 'spack:\n  specs: []\n' }],
  ['guix', { 'manifest.scm': '(specifications->manifest (list "hello"))\n' }],
  ['rbenv', { '.ruby-version': '3.3.0\n' }],
])('%s is found', async (name, files) => {
  let builder = sandbox()
  for (const [file, text] of Object.entries(files)) builder = builder.file(`project/${file}`, text)
  const box = await builder.build()
  expect((await box.control('init')).status).toBe(0)
  const text = readFileSync(join(box.project, '.codex/env.ini'), 'utf8')
  expect(text).toMatch(new RegExp(`^(?:; )?use\\[\\] = ${name} {2};`, 'm'))
})

/** The lines on which `init` speaks of a tool, in the file. */
const spoken = (box: Box, what: string) =>
  readFileSync(join(box.project, '.codex/env.ini'), 'utf8')
    .split('\n')
    .filter(
      (line) => line.includes(what) && line !== '; use[] = direnv' && line !== '; dotenv[] = .env',
    )

test.each([
  ['.env', 'A=1\n', 'dotenv', /^; dotenv\[\] = \.env {2}; \.env: with this line/],
  ['CMakePresets.json', '{}', 'CMake', /^; CMakePresets\.json: .*belongs under \[env\]$/],
  ['Pipfile', '', 'pipenv', /^; use\[\] = pipenv {2}; no environment in ~\/.*: pipenv install$/],
  ['uv.lock', '', '= uv', /^; use\[\] = uv {2}; no environment in \.venv: uv sync$/],
  [
    'poetry.lock',
    '',
    'poetry',
    /^; use\[\] = poetry {2}; poetry\.lock: poetry needs the pyproject\.toml/,
  ],
  ['.sdkmanrc', 'java=21.0.1-tem\n', 'sdkman', /^;? ?use\[\] = sdkman {2}; \S/],
  ['spack.yaml', 'spack: {}\n', 'spack', /^use\[\] = spack {2}; spack\.yaml$/],
  ['pixi.toml', '[workspace]\nname = "x"\n', 'pixi', /^;? ?use\[\] = pixi {2}; \S/],
  [
    'requirements.txt',
    'numpy\n',
    'venv',
    /^; use\[\] = venv {2}; requirements\.txt: python3 -m venv/,
  ],
])('%s alone leads to one line that says what to do', async (file, content, what, line) => {
  const box = await sandbox().file(`project/${file}`, content).build()
  const { stdout, status } = await box.control('init')
  expect(status).toBe(0)
  expect(stdout).not.toContain('Found nothing')
  expect(spoken(box, what)).toEqual([expect.stringMatching(line)])
  expect(spoken(box, box.dir)).toEqual([])
})

test('a poetry project without an environment is told to install one', async () => {
  const box = await sandbox()
    .file('project/pyproject.toml', '[tool.poetry]\nname = "x"\n')
    .file('project/poetry.lock', '')
    .build()
  expect((await box.control('init')).status).toBe(0)
  expect(spoken(box, 'poetry')).toEqual([
    '; use[] = poetry  ; poetry has no environment for .: poetry install',
  ])
})

test('a nearer declaration says what it takes the place of, and --inherit adds to it', async () => {
  const box = await sandbox()
    .declare('[env]\nOUTER = 1\n')
    .allow()
    .file('project/a/x', '')
    .file('project/b/x', '')
    .build()
  const inner = `${box.project}/a/.codex/env.ini`
  expect((await box.control('init', 'a')).stdout).toContain(
    `Once allowed it takes the place of ${box.project}/.codex/env.ini here; to add to that one instead, write inherit = true under [project] in ${inner}\n`,
  )
  expect((await box.control('init', '--inherit', 'b')).stdout).toContain(
    `It adds to ${box.project}/.codex/env.ini\n`,
  )
  for (const folder of ['a', 'b']) await box.control('allow', folder)
  const see = async (folder: string) =>
    (
      await box.run([box.product.bin, '--', 'sh', '-c', 'echo "$OUTER"'], {
        cwd: join(box.project, folder),
      })
    ).stdout
  expect({ a: await see('a'), b: await see('b') }).toEqual({ a: '\n', b: '1\n' })
})

test('in a folder of a repository its root is named', async () => {
  const box = await sandbox().file('project/.git/HEAD', '').file('project/a/x', '').build()
  expect((await box.control('init', 'a')).stdout).toContain(
    `${box.project}/a is a folder of the repository ${box.project}; to declare for all of it: codex-env-shim init ${box.project}\n`,
  )
})

test('--json has what was found and written', async () => {
  const box = await sandbox().file('project/.env', 'A=1\n').build()
  expect(JSON.parse((await box.control('init', '--json')).stdout)).toMatchObject({
    file: `${box.project}/.codex/env.ini`,
    inherit: false,
    unasked: [{ file: '.env', line: 'dotenv[] = .env' }],
  })
})

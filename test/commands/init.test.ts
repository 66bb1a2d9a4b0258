import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sandbox } from '../sandbox.js'

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
    `use[] = devbox  ; ${box.project}/devbox.json`,
    `use[] = nvm  ; ${box.project}/.nvmrc`,
    `; use[] = fnm  ; node 20 is not installed (named by ${box.project}/.nvmrc)`,
    `; use[] = pyenv  ; 3.12 is not installed (named by ${box.project}/.python-version)`,
  ])
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
    `${box.project}/.codex/env.ini written\nEdit it, then: codex-env-shim allow ${box.project}\n`,
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

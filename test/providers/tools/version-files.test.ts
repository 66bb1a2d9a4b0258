import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { chooseNvm } from '../../../src/providers/tools/nvm-versions.js'
import { parseNvmrc } from '../../../src/providers/tools/nvmrc.js'
import { choosePython, parsePythonVersions } from '../../../src/providers/tools/pyenv.js'

const dir = mkdtempSync(join(tmpdir(), 'versions-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** Every row was compared with pyenv 2.6.30's own version-name over these very folders. */
describe('pyenv', () => {
  const versions = join(dir, 'pyenv/versions')
  const INSTALLED =
    `2.7.18 3.9.1 3.12.1 3.12.9 3.12.10 3.13.0 3.13.0rc2 3.13.0t 3.13.1t 3.14.0 3.14.0a1 3.14.0b1 3.14.0t 3.14-dev 3.15-dev
    pypy2.7-7.3.12-src pypy3.9-7.3.9 pypy3.10-7.3.12 pypy3.10-7.3.17 anaconda3-2023.09-0 anaconda3-2024.02-1
    miniconda3-3.12-24.1.2-0 miniconda3-latest graalpy-24.0.1 graalpy-community-23.1.2 jython-2.7.3 my.env`.split(
      /\s+/,
    )
  for (const name of INSTALLED) mkdirSync(join(versions, name), { recursive: true })
  mkdirSync(join(versions, '3.12.1/envs/3.12.99-mine'), { recursive: true })
  symlinkSync(join(versions, '3.12.1/envs/3.12.99-mine'), join(versions, '3.12.99-mine'))

  test.each([
    ['3', '3.14.0'],
    ['3.1', undefined],
    ['3.12', '3.12.10'],
    ['3.12.99-mine', '3.12.99-mine'],
    ['3.13', '3.13.0'],
    ['3.13t', '3.13.1t'],
    ['3t', '3.14.0t'],
    ['3.14.0rc', undefined],
    ['3.15', undefined],
    ['3.15-dev', '3.15-dev'],
    ['python-3.12', '3.12.10'],
    ['python-3.12.9', '3.12.9'],
    ['pypy3.10', 'pypy3.10-7.3.17'],
    ['pypy3', 'pypy3.10-7.3.17'],
    ['pypy', undefined],
    ['pypy2.7', undefined],
    ['anaconda3', 'anaconda3-2024.02-1'],
    ['anaconda3-2023.09', 'anaconda3-2023.09-0'],
    ['miniconda3', 'miniconda3-3.12-24.1.2-0'],
    ['graalpy', 'graalpy-24.0.1'],
    ['graalpy-community', 'graalpy-community-23.1.2'],
    ['my', 'my.env'],
    ['4', undefined],
  ])('%j means %s', (wanted, version) => expect(choosePython(versions, wanted)).toBe(version))

  test.each([
    ['3.12\n2.7\n', ['3.12', '2.7']],
    ['3.12.9 # x\n# 3.9\n\n3.9.1', ['3.12.9', '3.9.1']],
    ['\t3.12:3.9\r\nsystem\r\n', ['3.12', '3.9', 'system']],
    ['# only\n', []],
  ])('%j asks for %j', (text, versions) => expect(parsePythonVersions(text)).toEqual(versions))
})

/** Every row was compared with nvm 0.40.6's own nvm_rc_version and nvm_match_version over these very folders. */
describe('nvm', () => {
  const folder = join(dir, 'nvm')
  for (const name of [
    'v0.12.18',
    'v9.9.0',
    'v18.2.0',
    'v18.20.0',
    'v20.1.0',
    'v20.19.1',
    'v22.3.0',
  ])
    mkdirSync(join(folder, 'versions/node', name), { recursive: true })
  mkdirSync(join(folder, 'versions/io.js/v3.3.1'), { recursive: true })
  const ALIASES = {
    'lts/*': 'lts/jod',
    'lts/jod': 'v22.3.0',
    'lts/iron': 'v20.19.1',
    'lts/hydrogen': 'v18.20.0',
    'lts/gallium': 'v16.1.0',
    default: '18.2',
    mine: '# ours\n\n20 # why\n',
    one: 'other',
    other: 'one',
    sys: 'system',
    newest: 'node',
    '18': '22',
    'team/web': 'lts/iron',
    gone: 'v99',
  }
  for (const [name, text] of Object.entries(ALIASES)) {
    mkdirSync(dirname(join(folder, 'alias', name)), { recursive: true })
    writeFileSync(join(folder, 'alias', name), text)
  }
  const node = (version: string) => `versions/node/${version}`

  test.each([
    ['20', node('v20.19.1')],
    ['20.', node('v20.19.1')],
    ['v20.1', node('v20.1.0')],
    ['9', node('v9.9.0')],
    ['0.12', node('v0.12.18')],
    ['99', undefined],
    ['node', node('v22.3.0')],
    ['stable', node('v22.3.0')],
    ['lts/*', node('v22.3.0')],
    ['lts/-1', node('v20.19.1')],
    ['lts/-2', node('v18.20.0')],
    ['lts/-3', undefined],
    ['lts/-9', undefined],
    ['default', node('v18.2.0')],
    ['mine', node('v20.19.1')],
    ['18', node('v22.3.0')],
    ['v18', node('v18.20.0')],
    ['team/web', node('v20.19.1')],
    ['newest', node('v22.3.0')],
    ['sys', 'system'],
    ['system', 'system'],
    ['gone', undefined],
    ['one', undefined],
    ['iojs', 'versions/io.js/v3.3.1'],
    ['iojs-v3.3.1', 'versions/io.js/v3.3.1'],
    ['20 18', undefined],
    ['../../etc', undefined],
  ])('%j means %s', (wanted, found) => expect(chooseNvm(folder, wanted)).toBe(found))

  test.each([
    ['20\n', '20'],
    ['# ours\n  20  # why\r\n\n', '20'],
    ['team=web\n20\nname = x\n', '20'],
    ['20 18', '20 18'],
    ['20\n18\n', undefined],
    ['team=web\n', undefined],
    ['a=1\na=2\n20\n', undefined],
    ['node=20\n18\n', undefined],
    ['', undefined],
  ])('.nvmrc %j holds %s', (text, version) => expect(parseNvmrc(text)).toBe(version))
})

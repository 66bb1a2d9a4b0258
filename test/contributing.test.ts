import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './product.js'
import { makeFolder, write } from './world.js'

const TEXT = readFileSync(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8')

/** Code that is shown: of which file, and what is shown of it. */
const SHOWN = [...TEXT.matchAll(/^```(?:ts|bash)\n(?:\/\/|#) ([^\n]*)\n(.*?)^```$/gms)].map(
  ([, file = '', code = '']) => ({ file, code }),
)

test('every file and folder that is named is there', () => {
  const paths = TEXT.match(/(?<=`)(?:\.ci|\.build|bin|docs|shells|src|test)\/[\w./-]*(?=`)/g) ?? []
  expect(paths.length).toBeGreaterThan(30)
  expect(paths.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([])
})

test('every npm script that is named is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'))
  const named = [...TEXT.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test('what is shown of the code is what is there', () => {
  const quoted = SHOWN.filter(({ file }) => existsSync(join(REPOSITORY, file)))
  expect(quoted.map(({ file }) => file)).toEqual(['src/agents/codex.ts', 'shells/sh'])
  for (const { file, code } of quoted) {
    expect(readFileSync(join(REPOSITORY, file), 'utf8')).toContain(code)
  }
})

test('what is shown as new fits in', { timeout: 120_000 }, () => {
  const folder = makeFolder()
  for (const name of ['src', 'tsconfig.json', 'biome.json', 'package.json']) {
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, code } of SHOWN) {
    const [, target = '', anchor = ''] = /^\+ (\S+), behind: (.*)$/.exec(file) ?? []
    if (target !== '') insert(join(folder, target), anchor, code)
    else if (!existsSync(join(folder, file)) && file.startsWith('src/')) {
      write(join(folder, file), code)
    }
  }
  const compiled = spawnSync('npx', ['tsc', '--noEmit'], { cwd: folder, encoding: 'utf8' })
  expect(compiled).toMatchObject({ status: 0, stdout: '' })
  expect(existsSync(join(folder, 'src/commands/where.ts'))).toBe(true)
  expect(readFileSync(join(folder, 'src/providers/index.ts'), 'utf8')).toContain('./tools/cargo.js')
})

function insert(file: string, anchor: string, code: string): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(`${anchor}\n`)) throw new Error(`${file} has no line ${anchor}`)
  write(file, text.replace(`${anchor}\n`, `${anchor}\n${code}`))
}

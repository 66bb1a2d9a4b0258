import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
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

test('the map of shells/ names files that are there, and there are not many', () => {
  const folder = join(REPOSITORY, 'shells')
  const text = readFileSync(join(folder, 'README.md'), 'utf8')
  const paths =
    text.match(/(?<=`)(?:find|hook|launch|profile|record|start|watch|wrapped)\/[\w./-]*(?=`)/g) ??
    []
  expect(paths.length).toBeGreaterThan(20)
  const made = ['start/claude-env']
  const missing = paths.filter((path) => !existsSync(join(folder, path)) && !made.includes(path))
  expect(missing).toEqual([])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  expect(files.filter((one) => one.isFile()).length).toBeLessThanOrEqual(45)
})

test('every room of src/ is on one floor, and lint forbids what is above', () => {
  const rows = [...TEXT.matchAll(/^\| \d+ \| (.*) \|$/gm)].map(([, row = '']) => row)
  const floors = rows.map((row) => [...row.matchAll(/`(\w+)\/`/g)].map(([, room = '']) => room))
  const rooms = readdirSync(join(REPOSITORY, 'src'), { withFileTypes: true })
  const folders = rooms.filter((one) => one.isDirectory()).map(({ name }) => name)
  expect(floors.flat().sort()).toEqual(folders.sort())
  const { overrides } = JSON.parse(readFileSync(join(REPOSITORY, '.build/rooms.json'), 'utf8'))
  const ruled = overrides.slice(1).map((one: Override) => ({
    of: one.includes,
    not: one.linter.rules.style.noRestrictedImports.options.patterns[0]?.group,
  }))
  const expected = floors.slice(0, -1).map((floor, index) => ({
    of: floor.map((room) => `src/${room}/**`),
    not: floors
      .slice(index + 1)
      .flat()
      .map((room) => `**/${room}/**`),
  }))
  const sort = (all: readonly { of: string[]; not: string[] }[]) =>
    all.map(({ of, not }) => ({ of: [...of].sort(), not: [...not].sort() }))
  expect(sort(ruled)).toEqual(sort(expected))
})

type Override = {
  readonly includes: readonly string[]
  readonly linter: {
    readonly rules: {
      readonly style: {
        readonly noRestrictedImports: {
          readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] }
        }
      }
    }
  }
}

test('every npm script that is named is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'))
  const named = [...TEXT.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test('what is shown of the code is what is there', () => {
  const quoted = SHOWN.filter(({ file }) => existsSync(join(REPOSITORY, file)))
  expect(quoted.map(({ file }) => file)).toEqual(['src/agents/codex/codex.ts', 'shells/sh'])
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

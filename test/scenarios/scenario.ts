import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Box, type How, sandbox } from '../sandbox.js'

/** One folder of test/scenarios: what is declared and given, and what is to come of it. */
export type Scenario = { readonly title: string; readonly build: () => Promise<Scene> }

/** A scenario in a box of its own. */
export type Scene = {
  readonly box: Box
  readonly command: string
  readonly how: How & { readonly cwd: string }
  readonly expected: {
    readonly changes: Readonly<Record<string, string | null>>
    readonly audit: Readonly<Record<string, unknown>>
    readonly stderr: string
    readonly status: number
  }
}

/** given.json; every path is relative to the box's folder, in which the project is `project`. */
type Given = {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly files?: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
  readonly allow?: readonly string[]
  readonly status?: number
}

const FOLDER = dirname(fileURLToPath(import.meta.url))

/** Prints its environment, whatever shell runs it. */
const PRINT_ENVIRONMENT = '/usr/bin/env -0'

/** Every scenario; one that expects nothing is a mistake. */
export function readScenarios(): readonly Scenario[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readScenario(name))
}

function readScenario(name: string): Scenario {
  const path = (file: string) => join(FOLDER, name, file)
  for (const file of ['environment.json', 'audit.json']) {
    if (!existsSync(path(file))) throw new Error(`the scenario ${name} has no ${file}`)
  }
  const read = (file: string, otherwise: string) =>
    existsSync(path(file)) ? readFileSync(path(file), 'utf8') : otherwise
  return { title: name.replaceAll('-', ' '), build: () => buildScene(read) }
}

async function buildScene(read: (file: string, otherwise: string) => string): Promise<Scene> {
  const declaration = read('env.ini', '\0')
  let builder = sandbox()
  if (declaration !== '\0') builder = builder.declare(declaration)
  const box = await builder.build()
  const name = (text: string) => nameFolders(text, box)
  const given = JSON.parse(name(read('given.json', '{}'))) as Given
  const cwd = join(box.dir, given.cwd ?? 'project')
  prepare(box, given, cwd)
  for (const folder of given.allow ?? ['project']) await allow(box, folder)
  return {
    box,
    command: read('command', PRINT_ENVIRONMENT),
    how: { cwd, env: given.env ?? {} },
    expected: {
      changes: JSON.parse(name(read('environment.json', ''))) as Scene['expected']['changes'],
      audit: JSON.parse(name(read('audit.json', ''))) as Scene['expected']['audit'],
      stderr: name(read('stderr', '')),
      status: given.status ?? 0,
    },
  }
}

function prepare(box: Box, { files = {}, links = {} }: Given, cwd: string): void {
  for (const [file, text] of Object.entries(files)) box.write(file, text)
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(box.dir, link))
  mkdirSync(cwd, { recursive: true })
}

async function allow(box: Box, folder: string): Promise<void> {
  const { status, stderr } = await box.control('allow', join(box.dir, folder))
  if (status !== 0) throw new Error(`allow: ${stderr}`)
}

function nameFolders(text: string, { dir, home, project }: Box): string {
  return text.replaceAll('@dir@', dir).replaceAll('@home@', home).replaceAll('@project@', project)
}

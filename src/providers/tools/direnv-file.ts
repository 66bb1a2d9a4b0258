import { dirname, join } from 'node:path'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import type { Scene } from '../provider.js'
import { type Output, runProvider } from '../run.js'
import { isThere, readText } from './files.js'
import { asObject } from './json.js'
import { parseTomlObject } from './toml-object.js'

/** direnv's own settings, and its library for all projects. */
export function listDirenvSettings({ base, world }: Scene): readonly string[] {
  const config = base['XDG_CONFIG_HOME'] ?? join(world.home, '.config')
  const folder = base['DIRENV_CONFIG'] ?? join(config, 'direnv')
  return [
    ...['direnv.toml', 'config.toml', 'direnvrc'].map((name) => join(folder, name)),
    join(world.home, '.direnvrc'),
  ]
}

/** The nearest `.envrc`, or `.env` where direnv's settings say `load_dotenv`; in one folder `.envrc` counts. */
export function findEnvrc(scene: Scene, dir = scene.root): string | undefined {
  const names = loadsDotenv(scene) ? ['.envrc', '.env'] : ['.envrc']
  const found = names.map((name) => join(dir, name)).find(isThere)
  return found || dirname(dir) === dir ? found : findEnvrc(scene, dirname(dir))
}

function loadsDotenv(scene: Scene): boolean {
  const files = listDirenvSettings(scene).filter((file) => file.endsWith('.toml'))
  const settings = files.map((file) => parseTomlObject(readText(file) ?? ''))
  return settings.some((one) => asObject(one?.['global'])?.['load_dotenv'] === true)
}

/** What direnv answered, and the files that it watches. */
export type Exported = Pick<Output, 'status'> & {
  readonly answer: Readonly<Record<string, unknown>>
  readonly watch: readonly string[]
}

/**
 * Fails unless direnv has loaded the file. What the file itself prints says nothing, in whatever language: direnv's exit status, its
 * own variables, its `status` and bash's look at the syntax do, because direnv exits with 0 after a syntax error, with what came before it.
 */
export async function requireLoaded(
  scene: Scene,
  file: string,
  { status, answer, watch }: Exported,
): Promise<void> {
  const argv = ['direnv', 'export', 'json']
  const isLoaded = status === 0 && answer['DIRENV_DIFF'] !== undefined
  if (isLoaded && (await isSound(scene, file))) return
  if (!isLoaded && !(await isAllowed(scene))) {
    throw failProvider(scene, `${file} is blocked`, `read it, then: direnv allow ${file}`, watch)
  }
  const what = `${nameCommand(argv)} exited with ${status}, and ${file} failed`
  throw failProvider(scene, what, seeWhy(scene, argv), watch)
}

/** As direnv reads it, whose library turns extglob on. */
const BASH = ['bash', '--noprofile', '--norc', '-O', 'extglob', '-n']

async function isSound(scene: Scene, file: string): Promise<boolean> {
  if (!file.endsWith('/.envrc')) return true
  return (await runProvider(scene, [...BASH, file])).status === 0
}

/** `true` before direnv 2.33, and 0 since (internal/cmd/cmd_status.go); these words are not translated. */
async function isAllowed(scene: Scene): Promise<boolean> {
  const { stdout } = await runProvider(scene, ['direnv', 'status'])
  return /^Found RC allowed (?:true|0)$/m.test(stdout.toString())
}

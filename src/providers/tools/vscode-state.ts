import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { listFolder } from '../../files/folder.js'
import type { Scene } from '../provider.js'
import { runProvider } from '../run.js'
import { isThere, readText } from './files.js'
import { asObject, parseJsonObject } from './json.js'

const FOLDERS = [
  '.config/Code/User',
  '.config/VSCodium/User',
  '.config/Cursor/User',
  '.vscode-server/data/User',
  'Library/Application Support/Code/User',
]
const FILE = 'state.vscdb'
const OLD = 'ms-python.python'
const NEW = 'ms-python.vscode-python-envs'

/** The databases in which VS Code keeps what its extensions remember of this workspace; a private format. */
export function listStates({ root, world }: Scene): readonly string[] {
  const url = pathToFileURL(root).href
  return FOLDERS.map((folder) => join(world.home, folder)).flatMap((user) => {
    const storage = join(user, 'workspaceStorage')
    const own = listFolder(storage).filter(
      (id) =>
        parseJsonObject(readText(join(storage, id, 'workspace.json')) ?? '')?.['folder'] === url,
    )
    return [...own.map((id) => join(storage, id, FILE)), join(user, 'globalStorage', FILE)].filter(
      isThere,
    )
  })
}

/** What was picked in the window, if sqlite3 is there to read it: the newer extension's choice, else the older one's. */
export async function readPick(scene: Scene): Promise<string | undefined> {
  const query = `SELECT value FROM ItemTable WHERE key IN ('${OLD}', '${NEW}')`
  const rows = await Promise.all(
    listStates(scene).map(async (file) => {
      const argv = ['sqlite3', '-readonly', pathToFileURL(file).href, query]
      const { stdout } = await runProvider(scene, argv).catch(() => ({ stdout: Buffer.alloc(0) }))
      return stdout.toString().split('\n')
    }),
  )
  const picks = rows.flat().map((row) => findPick(parseJsonObject(row), scene.root))
  return picks.find((pick) => pick !== undefined && pick !== 'python')
}

function findPick(
  state: Readonly<Record<string, unknown>> | undefined,
  root: string,
): string | undefined {
  for (const [key, value] of Object.entries(state ?? {})) {
    const isOld = key.endsWith(`INTERPRETER_PATH_${root}`)
    const pick = isOld
      ? value
      : key.startsWith(NEW) && key.endsWith(':WORKSPACE_SELECTED')
        ? asObject(value)?.[root]
        : undefined
    if (typeof pick === 'string') return pick
  }
  return undefined
}

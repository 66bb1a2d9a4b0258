import { dirname, join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { isThere, readText } from './files.js'
import { prependOp } from './ops.js'

const FILE = '.tool-versions'

/** asdf: `.tool-versions`, by asdf's layout on disk; the real programs come in front, so its shims are not needed. */
export const asdf: Provider = {
  name: 'asdf',
  detect: (scene) => listFiles(scene).find(isThere),
  watch: (scene) => [
    join(scene.root, FILE),
    ...listFiles(scene).filter(isThere),
    ...readTools(scene).map(({ tool }) => locateTool(scene, tool)),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveAsdf(scene),
}

type Tool = { readonly tool: string; readonly versions: readonly string[]; readonly file: string }

function resolveAsdf(scene: Scene): Contribution {
  const tools = readTools(scene)
  if (tools.length === 0)
    throw failProvider(scene, `no ${FILE} in ${scene.root} or above`, 'write one')
  const ops = tools.flatMap((one) => {
    const folder = chooseFolder(scene, one)
    return folder ? [prependOp('PATH', [join(folder, 'bin')], `asdf (${one.file})`)] : []
  })
  // The first line of the file comes first in PATH.
  return { ops: ops.reverse(), watch: [], notes: [] }
}

/** Of the versions of a line, the first that is installed; `system` means what the agent has. */
function chooseFolder(scene: Scene, { tool, versions, file }: Tool): string | undefined {
  for (const version of versions) {
    if (version === 'system') return undefined
    const folder = join(locateTool(scene, tool), version.replace(/^ref:/, 'ref-'))
    if (!version.includes('/') && isThere(folder)) return folder
  }
  const wanted = versions.join(' ')
  throw failProvider(
    scene,
    `${tool} ${wanted} is not installed (named by ${file})`,
    `asdf install ${tool} ${versions[0]}`,
  )
}

/** The nearest file that names a tool decides about it (asdf, internal/resolve/resolve.go). */
function readTools(scene: Scene): readonly Tool[] {
  const tools = new Map<string, Tool>()
  for (const file of listFiles(scene)) {
    for (const line of (readText(file) ?? '').split('\n')) {
      const [tool, ...versions] = line.replace(/#.*/, '').trim().split(/\s+/)
      if (!tool || versions.length === 0 || /[/]|^\.+$/.test(tool) || tools.has(tool)) continue
      tools.set(tool, { tool, versions, file })
    }
  }
  return [...tools.values()]
}

function listFiles({ root, world }: Scene): readonly string[] {
  const above = (dir: string): readonly string[] =>
    dirname(dir) === dir ? [dir] : [dir, ...above(dirname(dir))]
  return [...new Set([...above(root), world.home])].map((dir) => join(dir, FILE))
}

function locateTool({ base, world }: Scene, tool: string): string {
  return join(base['ASDF_DATA_DIR'] ?? join(world.home, '.asdf'), 'installs', tool)
}

import { dirname, join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { askPlugin, listCallbacks } from './asdf-plugin.js'
import { isThere, readText } from './files.js'

const FILE = '.tool-versions'

/** asdf: `.tool-versions`, by asdf's layout on disk; the real programs come in front, so its shims are not needed. */
export const asdf: Provider = {
  name: 'asdf',
  detect: (scene) => listFiles(scene).find(isThere),
  watch: (scene) => [
    join(scene.root, FILE),
    ...listFiles(scene).filter(isThere),
    ...readTools(scene).flatMap(({ tool }) => [
      join(locateData(scene), 'installs', tool),
      ...listCallbacks(join(locateData(scene), 'plugins', tool)),
    ]),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: resolveAsdf,
}

type Tool = { readonly tool: string; readonly versions: readonly string[]; readonly file: string }

async function resolveAsdf(scene: Scene): Promise<Contribution> {
  const tools = readTools(scene)
  if (tools.length === 0)
    throw failProvider(scene, `no ${FILE} in ${scene.root} or above`, 'write one')
  const installs = tools.flatMap((one) => {
    const install = chooseInstall(scene, one)
    if (!install) return []
    const plugin = join(locateData(scene), 'plugins', one.tool)
    return [{ ...install, plugin, from: `asdf (${one.file})` }]
  })
  const answers = await Promise.all(installs.map((install) => askPlugin(scene, install)))
  // The first line of the file comes first in PATH.
  return {
    ops: answers.toReversed().flatMap(({ ops }) => ops),
    watch: [],
    notes: answers.flatMap(({ notes }) => notes),
  }
}

type Install = { readonly folder: string; readonly type: string; readonly version: string }

/** Of the versions of a line, the first that is installed; `system` means what the agent has. */
function chooseInstall(scene: Scene, { tool, versions, file }: Tool): Install | undefined {
  for (const written of versions) {
    if (written === 'system') return undefined
    const install = locateInstall(scene, tool, written)
    if (install && isThere(install.folder)) return install
  }
  const what = `${tool} ${versions.join(' ')} is not installed (named by ${file})`
  throw failProvider(scene, what, `asdf install ${tool} ${versions[0]}`)
}

/** `ref:` and `path:` are the kinds of versions that are no releases (internal/toolversions/toolversions.go). */
function locateInstall(scene: Scene, tool: string, written: string): Install | undefined {
  const [, kind, rest = ''] = /^(ref|path):(.*)$/.exec(written) ?? []
  if (kind === 'path') return { folder: rest, type: 'path', version: rest }
  const version = kind ? rest : written
  const name = kind ? `ref-${rest}` : written
  const folder = join(locateData(scene), 'installs', tool, name)
  return name.includes('/') ? undefined : { folder, type: kind ?? 'version', version }
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

function locateData({ base, world }: Scene): string {
  return base['ASDF_DATA_DIR'] ?? join(world.home, '.asdf')
}

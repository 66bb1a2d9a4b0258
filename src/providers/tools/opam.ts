import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import type { Provider, Scene } from '../provider.js'
import { isThere, readText } from './files.js'
import { askTool } from './run-line.js'

/** opam: the switch of the project, as `opam exec` enters it. */
export const opam: Provider = {
  name: 'opam',
  detect: ({ root }) =>
    [
      join(root, '_opam'),
      ...listFolder(root)
        .filter((name) => name.endsWith('.opam'))
        .map((name) => join(root, name)),
    ].find(isThere),
  watch: (scene) => {
    const folder = locateSwitch(scene)
    return [
      join(scene.root, '_opam'),
      ...(folder ? watchSwitch(folder) : [join(locateRoot(scene), 'config')]),
    ]
  },
  // What is in a switch was installed by its user; a switch inside the project may have come with it.
  trusted: (scene) => {
    const folder = locateSwitch(scene)
    return folder?.startsWith(`${scene.root}/`)
      ? { by: 'allow', files: watchSwitch(folder).filter(isThere) }
      : { by: 'nobody' }
  },
  resolve: async (scene) => {
    const [named] = scene.args
    const chosen = named === undefined ? [] : [`--switch=${named}`]
    return askTool(scene, ['opam', 'exec', ...chosen, '--'])
  },
}

/** The switch that is named, else the project's own, else the one that is set for all. */
function locateSwitch(scene: Scene): string | undefined {
  const root = locateRoot(scene)
  const [named] = scene.args
  if (named?.includes('/')) return join(scene.root, named, '_opam')
  if (named !== undefined) return join(root, named)
  const own = join(scene.root, '_opam')
  if (isThere(own)) return own
  const set = /^switch:\s*"([^"]+)"/m.exec(readText(join(root, 'config')) ?? '')?.[1]
  return set === undefined ? undefined : join(root, set)
}

/** opam writes these with every change of a switch. */
function watchSwitch(folder: string): readonly string[] {
  return [
    '.opam-switch/environment',
    '.opam-switch/switch-state',
    '.opam-switch/switch-config',
  ].map((name) => join(folder, name))
}

function locateRoot({ base, world }: Scene): string {
  return base['OPAMROOT'] ?? join(world.home, '.opam')
}

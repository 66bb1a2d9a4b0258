import { basename, join } from 'node:path'
import { joinPieces, type Piece, type Template } from '../../plan/expansion.js'
import type { Op } from '../../plan/plan.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { isReported } from './bookkeeping.js'
import { isThere, readText } from './files.js'
import { asObject, parseCommentedObject } from './json.js'

const FILES = ['.devcontainer/devcontainer.json', '.devcontainer.json']

/**
 * devcontainer.json: `containerEnv` and over it `remoteEnv`, as data; no container is started or asked. PATH and what describes
 * the container itself are left out, because they are true only inside it.
 */
export const devcontainer: Provider = {
  name: 'devcontainer',
  readsOnly: true,
  detect: locateFile,
  watch: (scene) => {
    const files = FILES.map((name) => join(scene.root, name))
    const found = files.findIndex(isThere)
    return found < 0 ? files : files.slice(0, found + 1)
  },
  trusted: ({ root }) => ({
    by: 'allow',
    files: FILES.map((name) => join(root, name)).filter(isThere),
  }),
  resolve: async (scene) => resolveDevcontainer(scene),
}

function resolveDevcontainer(scene: Scene): Contribution {
  const file = locateFile(scene)
  const config = file && parseCommentedObject(readText(file) ?? '')
  if (!file || !config) {
    throw failProvider(
      scene,
      file ? `${file} is not JSON with comments` : `no devcontainer.json in ${scene.root}`,
      'mend it, or take devcontainer out of [providers]',
    )
  }
  const variables = { ...asObject(config['containerEnv']), ...asObject(config['remoteEnv']) }
  const ops = Object.entries(variables)
    .filter(([name]) => name !== 'PATH' && isReported(name))
    .map(([name, value]) => convert(scene, name, value, `devcontainer (${file})`))
  return {
    ops,
    watch: [],
    notes:
      'PATH' in variables ? [`devcontainer (${file}): PATH is the container's and left out`] : [],
  }
}

function convert(scene: Scene, name: string, value: unknown, from: string): Op {
  if (value === null) return { kind: 'unset', name, from }
  return { kind: 'set', name, value: parseVariables(scene, String(value)), from }
}

const VARIABLE =
  /\$\{(?:(?:localEnv|containerEnv):([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?|((?:local|container)WorkspaceFolder(?:Basename)?))\}/g

/** The variables of the devcontainer reference; the agent's environment stands for the local one and for the container's. */
function parseVariables({ root }: Scene, value: string): Template {
  const pieces: Piece[] = []
  let end = 0
  for (const match of value.matchAll(VARIABLE)) {
    const [written, name, fallback, folder = ''] = match
    pieces.push({ kind: 'text', text: value.slice(end, match.index) })
    if (name)
      pieces.push({ kind: 'inherited', name, ...(fallback === undefined ? {} : { fallback }) })
    else pieces.push({ kind: 'text', text: folder.endsWith('Basename') ? basename(root) : root })
    end = match.index + written.length
  }
  return joinPieces([...pieces, { kind: 'text', text: value.slice(end) }])
}

function locateFile({ root }: Scene): string | undefined {
  return FILES.map((name) => join(root, name)).find(isThere)
}

import { basename, join, resolve } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { listRead } from '../../plan/choose.js'
import type { Op } from '../../plan/plan.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { setVariable } from './devcontainer-variables.js'
import { isThere, readText } from './files.js'
import { asObject, parseCommentedObject } from './json.js'

const FOLDER = '.devcontainer'
const FILE = 'devcontainer.json'

/**
 * devcontainer.json: `containerEnv` and over it `remoteEnv`, as data; no container is started or asked. PATH is left out, because
 * it is true only inside the container.
 */
export const devcontainer: Provider = {
  name: 'devcontainer',
  readsOnly: true,
  detect: (scene) => listFiles(scene).find(isThere),
  watch: (scene) => {
    const files = listFiles(scene)
    const found = files.findIndex(isThere)
    return [
      ...(scene.args.length === 0 ? [join(scene.root, FOLDER)] : []),
      ...(found < 0 ? files : files.slice(0, found + 1)),
    ]
  },
  trusted: (scene) => ({ by: 'allow', files: listFiles(scene).filter(isThere) }),
  resolve: async (scene) => resolveDevcontainer(scene),
}

/** What the declaration names, else the two usual places, else the folders below `.devcontainer`, by name. */
function listFiles({ root, args }: Scene): readonly string[] {
  const [named] = args
  if (named?.endsWith('.json')) return [resolve(root, named)]
  if (named !== undefined) return [join(root, FOLDER, named, FILE)]
  const usual = [join(root, FOLDER, FILE), join(root, `.${FILE}`)]
  if (usual.some(isThere)) return usual
  const folders = [...listFolder(join(root, FOLDER))].sort()
  return [...usual, ...folders.map((name) => join(root, FOLDER, name, FILE)).filter(isThere)]
}

function resolveDevcontainer(scene: Scene): Contribution {
  const file = requireFile(scene)
  const config = parseCommentedObject(readText(file) ?? '')
  if (!config) {
    const what = `${file} is not JSON with comments`
    throw failProvider(scene, what, 'correct it, or take devcontainer out of [providers]')
  }
  const from = `devcontainer (${file})`
  const container = Object.entries(asObject(config['containerEnv']) ?? {})
  const remote = Object.entries(asObject(config['remoteEnv']) ?? {})
  const convert = ([name, value]: readonly [string, unknown]): Op =>
    value === null
      ? { kind: 'unset', name, from }
      : setVariable({ name, value: String(value), root: scene.root, from })
  const isWanted = ([name]: readonly [string, unknown]) => name !== 'PATH'
  const hasPath = [...container, ...remote].some((entry) => !isWanted(entry))
  return {
    // The container has its own variables before a process in it gets the remote ones.
    ops: [container, remote].flatMap((entries) =>
      putReadersFirst(entries.filter(isWanted).map(convert)),
    ),
    watch: [],
    notes: hasPath ? [`${from}: PATH is the container's and left out`] : [],
  }
}

function requireFile(scene: Scene): string {
  const found = listFiles(scene).filter(isThere)
  const [file, ...others] = found
  const isUsual = file?.endsWith(`/${FOLDER}/${FILE}`) || file?.endsWith(`/.${FILE}`)
  if (file && (isUsual || others.length === 0)) return file
  if (!file) {
    const what = `no devcontainer.json in ${scene.root}`
    throw failProvider(scene, what, 'write one, or take devcontainer out of [providers]')
  }
  const names = found.map((one) => basename(join(one, '..')))
  const what = `several configurations in ${join(scene.root, FOLDER)}: ${names.join(' ')}`
  throw failProvider(scene, what, `name one: devcontainer[] = ${names[0]}`)
}

/** Every value is made of what was there before all of them: who reads a variable comes before who changes it. */
function putReadersFirst(ops: readonly Op[]): readonly Op[] {
  const left = [...ops]
  const sorted: Op[] = []
  while (left.length > 0) {
    const free = left.findIndex(
      (op) => !left.some((other) => other !== op && reads(other, op.name)),
    )
    sorted.push(...left.splice(Math.max(free, 0), 1))
  }
  return sorted
}

function reads(op: Op, name: string): boolean {
  return op.name !== name && listRead(op).includes(name)
}

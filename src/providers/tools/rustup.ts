import { join } from 'node:path'
import { listFolder } from '../../files/folder.js'
import { failProvider } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { asObject } from './json.js'
import { prependOp } from './ops.js'
import { parseTomlObject } from './toml-object.js'

/** In one folder the older name counts, as rustup warns. */
const FILES = ['rust-toolchain', 'rust-toolchain.toml']

/** rustup: the toolchain of `rust-toolchain.toml`, by its layout on disk. */
export const rustup: Provider = {
  name: 'rustup',
  detect: ({ root }) => findAbove(root, FILES),
  watch: (scene) => [
    ...FILES.map((name) => join(scene.root, name)),
    locateFile(scene),
    join(locate(scene).rustup, 'toolchains'),
  ],
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => resolveRustup(scene),
}

/**
 * Where rustup's own `cargo` and `rustc` are, they come first: only they know `cargo +nightly`, and choose anew in every folder. Else
 * the toolchain's own programs do. Nothing is fetched: a toolchain that is missing is an error.
 */
function resolveRustup(scene: Scene): Contribution {
  const file = locateFile(scene)
  const toolchain = findToolchain(scene, file)
  const proxies = join(locate(scene).cargo, 'bin')
  const isManaged = isThere(join(proxies, 'rustup'))
  const folders = isManaged ? [proxies] : [join(toolchain, 'bin'), ...[proxies].filter(isThere)]
  return { ops: [prependOp('PATH', folders, `rustup (${file})`)], watch: [], notes: [] }
}

function findToolchain(scene: Scene, file: string): string {
  const text = readText(file) ?? ''
  const table = asObject(parseTomlObject(text)?.['toolchain'])
  const path = table?.['path']
  if (typeof path === 'string') return path
  const channel = table?.['channel'] ?? /^\s*([A-Za-z0-9._-]+)\s*$/.exec(text)?.[1]
  if (typeof channel !== 'string')
    throw failProvider(
      scene,
      `${file} names no toolchain`,
      'write [toolchain] and channel = "stable"',
    )
  const folder = join(locate(scene).rustup, 'toolchains')
  const installed = listFolder(folder).find(
    (name) => name === channel || (name.startsWith(`${channel}-`) && isHost(name, channel)),
  )
  if (installed !== undefined) return join(folder, installed)
  const what = `the toolchain ${channel} is not installed (named by ${file})`
  throw failProvider(scene, what, `rustup toolchain install ${channel}`)
}

/** Behind the channel stands what it was built for, never a date: `nightly` does not mean `nightly-2024-01-01-…`. */
function isHost(name: string, channel: string): boolean {
  return /^[a-z][a-z0-9_]*-/.test(name.slice(channel.length + 1))
}

function locateFile({ root }: Scene): string {
  return findAbove(root, FILES) ?? join(root, 'rust-toolchain.toml')
}

function locate({ base, world }: Scene): { readonly rustup: string; readonly cargo: string } {
  return {
    rustup: base['RUSTUP_HOME'] ?? join(world.home, '.rustup'),
    cargo: base['CARGO_HOME'] ?? join(world.home, '.cargo'),
  }
}

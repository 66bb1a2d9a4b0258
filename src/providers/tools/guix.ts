import { join } from 'node:path'
import type { Provider } from '../provider.js'
import { isThere } from './files.js'
import { askCode } from './shell-code.js'

const FILES = ['manifest.scm', 'guix.scm']

/** GNU Guix: the search paths of `guix shell`, for the project's manifest or for the packages that the declaration names. */
export const guix: Provider = {
  name: 'guix',
  detect: ({ root }) => FILES.map((name) => join(root, name)).find(isThere),
  watch: ({ root, args }) =>
    [...(args.length === 0 ? FILES : []), 'channels.scm'].map((name) => join(root, name)),
  trusted: ({ root }) => ({
    by: 'allow',
    files: [...FILES, 'channels.scm'].map((name) => join(root, name)).filter(isThere),
  }),
  resolve: async (scene) =>
    askCode(scene, ['guix', 'shell', '--search-paths', ...chooseFile(scene)]),
}

/** A manifest that is named needs no `guix shell-authorized-directories`: `allow` vouches for it. */
function chooseFile({ root, args }: { readonly root: string; readonly args: readonly string[] }) {
  if (args.length > 0) return args
  const manifest = join(root, 'manifest.scm')
  return isThere(manifest) ? ['-m', manifest] : ['-D', '-f', join(root, 'guix.scm')]
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { allowProject, forgetProject } from '../compile/allowance.js'
import { outwaitWriting } from '../compile/compile.js'
import { locateDeclaration } from '../declaration/declaration.js'
import type { World } from '../system/world.js'
import { makeVerifyFolder, removeVerifyFolder } from './folder.js'

/** What is declared where nothing else is: a value that quoting could spoil, two lists, one removal. */
export const SAMPLE_TEXT = `[env]
SHIM_VERIFY_TEXT = "it's \\"quoted\\", $HOME and \`ticks\` stay"
SHIM_VERIFY_LINES = "first\\nsecond"
[path]
PATH[] = ./bin
LD_LIBRARY_PATH[] = ./lib
[unset]
names[] = SHIM_VERIFY_GONE
`

/** What the terminal has for the sample: something to be removed. */
export const SAMPLE_TERMINAL = { SHIM_VERIFY_GONE: 'there' }

/** A project that is there for one purpose only. */
export type SampleProject = { readonly root: string; readonly remove: () => Promise<void> }

/** Makes a project that declares this, allows it, and takes all of that back afterwards. */
export async function makeSampleProject(world: World, text: string): Promise<SampleProject> {
  const root = makeVerifyFolder(world, 'project')
  const file = locateDeclaration(root)
  mkdirSync(dirname(file))
  writeFileSync(file, text)
  await allowProject(await outwaitWriting(world), root)
  return {
    root,
    remove: async () => {
      await forgetProject(world, root)
      removeVerifyFolder(root)
    },
  }
}

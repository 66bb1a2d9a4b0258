import { parseEnvironment } from '../environment.js'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider, nameCommand } from '../failure.js'
import type { Contribution, Provider, Scene } from '../provider.js'
import { runOrFail } from '../run.js'
import { listLineFiles, readLines } from './lines.js'

/** Any tool that runs a command in its environment: `opam exec --`, `guix shell --`, wrappers of one's own. */
export const run: Provider = {
  name: 'run',
  detect: () => undefined,
  watch: listLineFiles,
  trusted: (scene) => ({
    by: 'allow',
    files: listLineFiles(scene).filter((file) => file.startsWith(`${scene.root}/`)),
  }),
  resolve: async (scene) => {
    const answers = await Promise.all(
      readLines(scene, 'program').map((line) => askTool(scene, line)),
    )
    return {
      ops: answers.flatMap(({ ops }) => ops),
      watch: [],
      notes: answers.flatMap(({ notes }) => notes),
    }
  },
}

/** What `TOOL … env -0` prints; what a tool says before it is passed over. */
export async function askTool(scene: Scene, line: readonly string[]): Promise<Contribution> {
  const argv = [...line, 'env', '-0']
  const { stdout } = await runOrFail(scene, argv)
  const after = parseEnvironment(stdout)
  if (Object.keys(after).length === 0) {
    const what = `${nameCommand(argv)} printed no environment`
    throw failProvider(scene, what, 'expected a tool that runs the command behind it')
  }
  const from = `${scene.provider} (${nameCommand(line)})`
  const { ops, notes } = diffEnvironments({ before: scene.base, after, root: scene.root, from })
  return { ops, notes, watch: [] }
}

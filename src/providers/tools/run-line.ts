import { type Environment, parseEnvironment } from '../environment.js'
import { failProvider, nameCommand } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
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

/** What `TOOL … env -0` prints, learned as a function; what a tool says before it is passed over. */
export function askTool(scene: Scene, line: readonly string[]): Promise<Contribution> {
  return learn(scene, {
    from: `${scene.provider} (${nameCommand(line)})`,
    files: [...listLineFiles(scene)],
    ask: (extra) => ask(scene, line, extra),
    active: [],
  })
}

async function ask(scene: Scene, line: readonly string[], extra: Environment): Promise<Reply> {
  const argv = [...line, 'env', '-0']
  const { stdout, stderr } = await runOrFail(scene, argv, extra)
  const after = parseEnvironment(stdout)
  if (Object.keys(after).length === 0) {
    const what = `${nameCommand(argv)} printed no environment`
    throw failProvider(scene, what, 'expected a tool that runs the command behind it')
  }
  return { after, watch: [], stderr }
}

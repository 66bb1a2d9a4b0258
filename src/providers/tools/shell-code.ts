import { join } from 'node:path'
import { type Environment, parseEnvironment } from '../environment.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import { learn, type Reply } from '../learn/learn.js'
import type { Contribution, Scene } from '../provider.js'
import { runProvider } from '../run.js'

/** What the code comes to that a tool prints for a shell to evaluate; the tool is the user's own, as its code is. */
export function askCode(scene: Scene, argv: readonly string[]): Promise<Contribution> {
  return learn(scene, {
    from: `${scene.provider} (${nameCommand(argv)})`,
    files: [],
    ask: (extra) => ask(scene, argv, extra),
    active: [],
  })
}

async function ask(scene: Scene, argv: readonly string[], extra: Environment): Promise<Reply> {
  const runner = join(scene.world.places.data, 'dist/providers/eval-output.bash')
  const bash = ['bash', '--noprofile', '--norc', runner]
  const { data, status, stderr } = await runProvider(scene, [...bash, ...argv], extra)
  const after = parseEnvironment(data)
  if (status === 127) {
    const what = `${argv[0]} was not found`
    throw failProvider(scene, what, `install it, or take ${scene.provider} out of [providers]`)
  }
  if (status !== 0 || Object.keys(after).length === 0)
    throw failProvider(scene, `${nameCommand(argv)} exited with ${status}`, seeWhy(scene, argv))
  return { after, watch: [], stderr }
}

import { join } from 'node:path'
import { parseEnvironment } from '../environment.js'
import { diffEnvironments } from '../environment-diff.js'
import { failProvider, nameCommand, seeWhy } from '../failure.js'
import type { Contribution, Scene } from '../provider.js'
import { runProvider } from '../run.js'

/** What the code comes to that a tool prints for a shell to evaluate; the tool is the user's own, as its code is. */
export async function askCode(scene: Scene, argv: readonly string[]): Promise<Contribution> {
  const runner = join(scene.world.places.data, 'shells/providers/eval-output.bash')
  const bash = ['bash', '--noprofile', '--norc', runner]
  const { data, status } = await runProvider(scene, [...bash, ...argv])
  const after = parseEnvironment(data)
  if (status === 127) {
    const what = `${argv[0]} was not found`
    throw failProvider(scene, what, `install it, or take ${scene.provider} out of [providers]`)
  }
  if (status !== 0 || Object.keys(after).length === 0)
    throw failProvider(scene, `${nameCommand(argv)} exited with ${status}`, seeWhy(scene, argv))
  const from = `${scene.provider} (${nameCommand(argv)})`
  const { ops, notes } = diffEnvironments({ before: scene.base, after, root: scene.root, from })
  return { ops, notes, watch: [] }
}

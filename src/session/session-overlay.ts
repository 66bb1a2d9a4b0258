import { resolveRoot } from '../compile/compile.js'
import { resolveApplied } from '../effective/applied.js'
import { publish } from '../keep/publish.js'
import { parseJson } from '../overlays/input.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'

/**
 * What a hook of the project's hands on in `overlay` counts for this session's commands: a hook runs outside the sandbox, after its
 * user has trusted it. Answers why it does not, or ''.
 */
export async function publishOverlay(
  world: World,
  cwd: string,
  session: string | undefined,
  overlay: unknown,
): Promise<string> {
  if (overlay === undefined) return ''
  try {
    if (!session) throw new ShimError('usage', 'the hook was given no session_id')
    const project = await resolveApplied(world, resolveRoot(cwd))
    if (!project) throw new ShimError('no-declaration', `no project is allowed at ${cwd}`)
    const changes = parseJson(JSON.stringify(overlay))
    await publish(world, project.root, { scope: { kind: 'thread', id: session }, changes })
    return ''
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    return `A hook's variables were not published: ${foldLines(error.message)}`
  }
}

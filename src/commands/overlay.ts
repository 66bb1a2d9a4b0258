import { Argument } from 'commander'
import { requireOutsideAgent } from '../agents/inside.js'
import { type Clearing, clear, STALE_DAYS } from '../keep/publish.js'
import { describeLeft, describeOverlays, maskOverlays } from '../overlays/report.js'
import { readOverlays } from '../overlays/store.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { defineScope, readScope } from './scope.js'

/** Shows and drops what `set` and `unset` have published. */
export const overlay: CommandSpec = {
  name: 'overlay',
  summary: 'show or clear what was set for this project',
  examples: [
    `${PROGRAM} overlay list`,
    `${PROGRAM} overlay clear`,
    `${PROGRAM} overlay clear --name gpu CUDA_VISIBLE_DEVICES`,
    `${PROGRAM} overlay clear --stale`,
  ],
  define: (command) =>
    defineScope(
      command
        .addArgument(
          new Argument('[action]', 'what to do').choices(['list', 'clear']).default('list'),
        )
        .argument('[NAME...]', 'clear: clear only these names'),
    )
      .option('--all', 'clear: every overlay of this project')
      .option('--stale', `clear: those of threads, not published for ${STALE_DAYS} days`)
      .option('--json', 'print what is there, or left, as JSON'),
  run: async (world, [action = 'list', ...names], options) => {
    const root = resolveProjectRoot(world, undefined)
    if (action === 'list') {
      if (names.length > 0) {
        throw new ShimError('usage', 'overlay list takes no names', {
          remedy: `${PROGRAM} overlay list`,
        })
      }
      if (options['json']) return { stdout: renderJson(world, root) }
      const overlays = maskOverlays(readOverlays(world, root))
      return { stdout: describeOverlays(overlays) || describeLeft(root, overlays) }
    }
    requireOutsideAgent(world, 'overlay clear')
    await clear(world, root, readClearing(names, options))
    if (options['json']) return { stdout: renderJson(world, root) }
    return { stdout: `cleared; ${describeLeft(root, readOverlays(world, root))}` }
  },
}

function renderJson(world: World, root: string): string {
  const overlays = maskOverlays(readOverlays(world, root))
  return `${JSON.stringify({ project: root, overlays }, null, 2)}\n`
}

function readClearing(
  names: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Clearing {
  if (options['all']) return { kind: 'all' }
  if (options['stale']) return { kind: 'stale' }
  return { kind: 'scope', scope: readScope(options), names }
}

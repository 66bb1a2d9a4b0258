import { requireOutsideAgent } from '../agents/inside.js'
import { publish } from '../keep/publish.js'
import { NO_CHANGES } from '../plan/changes.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { tellPublished } from './published.js'
import { defineScope, readScope } from './scope.js'

/** Publishes that variables must not be there for the commands of a project. */
export const unset: CommandSpec = {
  name: 'unset',
  summary: "unset variables for this project's commands",
  examples: [`${PROGRAM} unset PYTHONHOME`, `${PROGRAM} unset --name cpu CUDA_VISIBLE_DEVICES`],
  define: (command) =>
    defineScope(command.argument('<NAME...>', 'what to unset')).option(
      '--json',
      'print what was published as JSON',
    ),
  run: async (world, names, options) => {
    requireOutsideAgent(world, 'unset')
    const root = resolveProjectRoot(world, undefined)
    const scope = readScope(options)
    const changes = { ...NO_CHANGES, unset: names }
    const plan = await publish(world, root, { scope, changes })
    return tellPublished(
      plan,
      { scope, changes },
      { json: options['json'] === true, what: ' unset' },
    )
  },
}

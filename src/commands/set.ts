import { requireOutsideAgent } from '../agents/inside.js'
import { publish } from '../keep/publish.js'
import { nameOverlay } from '../overlays/overlay.js'
import { readChanges } from '../overlays/sources.js'
import { listChanged } from '../plan/changes.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'
import { describeProblem, resolveProjectRoot } from './project.js'
import { collect, readList } from './repeatable.js'
import { defineScope, readScope } from './scope.js'

/** Publishes variables for the commands of a project. */
export const set: CommandSpec = {
  name: 'set',
  summary: "set variables for this project's commands, without editing its declaration",
  examples: [
    `${PROGRAM} set CUDA_VISIBLE_DEVICES=0 OMP_NUM_THREADS=8`,
    `${PROGRAM} set --prepend PATH=$HOME/tools/bin --append MANPATH=/opt/man`,
    `${PROGRAM} set --name gpu --from-file gpu.env`,
    `echo '{"A": "1", "B": null}' | ${PROGRAM} set --thread 019a… --json`,
  ],
  define: (command) =>
    defineScope(command.argument('[NAME=value...]', 'what to set'))
      .option('--prepend <NAME=entry>', 'put in front of a list (repeatable)', collect)
      .option('--append <NAME=entry>', 'put behind a list (repeatable)', collect)
      .option('--from-file <file>', 'an .env file, - for stdin; nothing in it is expanded')
      .option('--json', 'read {"NAME": "value", "GONE": null, "LIST": ["/front"]} from stdin'),
  run: async (world, words, options) => {
    requireOutsideAgent(world, 'set')
    const root = resolveProjectRoot(world, undefined)
    const scope = readScope(options)
    const { fromFile, json, prepend, append } = options
    const changes = readChanges(world, {
      file: typeof fromFile === 'string' ? fromFile : undefined,
      stdin: json === true,
      prepend: readList(prepend),
      append: readList(append),
      words,
    })
    const plan = await publish(world, root, { scope, changes })
    const stdout = `${nameOverlay({ scope })}: ${listChanged(changes).join(' ')}\n`
    return { stdout, stderr: describeProblem(plan) }
  },
}

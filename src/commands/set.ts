import { requireOutsideAgent } from '../agents/inside.js'
import { publish } from '../keep/publish.js'
import { isEmpty } from '../overlays/merge.js'
import { readChanges } from '../overlays/sources.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { tellPublished } from './published.js'
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
    `echo '{"A": "1", "B": null}' | ${PROGRAM} set --thread 019a… --from-json -`,
  ],
  define: (command) =>
    defineScope(command.argument('[NAME=value...]', 'what to set'))
      .option('--prepend <NAME=entry>', 'put in front of a list (repeatable)', collect)
      .option('--append <NAME=entry>', 'put behind a list (repeatable)', collect)
      .option('--from-file <file>', 'an .env file, - for stdin; nothing in it is expanded')
      .option(
        '--from-json <file>',
        '{"NAME": "value", "GONE": null, "LIST": ["/front"]}, - for stdin',
      )
      .option('--json', 'print what was published as JSON'),
  run: async (world, words, options) => {
    requireOutsideAgent(world, 'set')
    const root = resolveProjectRoot(world, undefined)
    const scope = readScope(options)
    const { fromFile, fromJson, prepend, append } = options
    const json = options['json'] === true
    const changes = readChanges(world, {
      file: typeof fromFile === 'string' ? fromFile : undefined,
      json: typeof fromJson === 'string' ? fromJson : undefined,
      prepend: readList(prepend),
      append: readList(append),
      words,
    })
    if (json && isEmpty(changes)) {
      throw new ShimError('usage', 'nothing to publish: --json prints, and does not read', {
        remedy: `to read JSON from stdin: ${PROGRAM} set --from-json -`,
      })
    }
    const plan = await publish(world, root, { scope, changes })
    return tellPublished(plan, { scope, changes }, { json })
  },
}

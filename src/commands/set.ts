import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { requireOutsideAgent } from '../agent.js'
import { type Changes, listChanged } from '../changes.js'
import { ShimError } from '../errors.js'
import { PROGRAM } from '../names.js'
import { parseAssignments, parseDotenv, parseEntries, parseJson } from '../overlays/input.js'
import { mergeChanges } from '../overlays/merge.js'
import { nameOverlay } from '../overlays/overlay.js'
import { publish } from '../overlays/publish.js'
import type { World } from '../world.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { defineScope, readScope } from './scope.js'

/** Publishes variables for the commands of a project. */
export const set: CommandSpec = {
  name: 'set',
  summary: "set variables for this project's commands, without editing its declaration",
  examples: [
    `${PROGRAM} set CUDA_VISIBLE_DEVICES=0 OMP_NUM_THREADS=8`,
    `${PROGRAM} set --prepend PATH=$HOME/tools/bin`,
    `${PROGRAM} set --name gpu --from-file gpu.env`,
    `echo '{"A": "1", "B": null}' | ${PROGRAM} set --thread 019a… --json`,
  ],
  define: (command) =>
    defineScope(command.argument('[NAME=value...]', 'what to set'))
      .option('--prepend <NAME=entry>', 'put in front of a list (repeatable)', collect, [])
      .option('--from-file <file>', 'an .env file; nothing in it is expanded')
      .option('--json', 'read {"NAME": "value", "GONE": null, "LIST": ["/front"]} from stdin'),
  run: async (world, words, options) => {
    requireOutsideAgent(world, 'set')
    const root = resolveProjectRoot(world, undefined)
    const scope = readScope(options)
    const changes = readChanges(world, words, options)
    await publish(world, root, { scope, changes })
    return { stdout: `${nameOverlay({ scope })}: ${listChanged(changes).join(' ')}\n` }
  },
}

function readChanges(
  world: World,
  words: readonly string[],
  { prepend, fromFile, json }: Readonly<Record<string, unknown>>,
): Changes {
  const entries = Array.isArray(prepend) ? prepend.map(String) : []
  const file = typeof fromFile === 'string' ? parseDotenv(readFile(world, fromFile)) : undefined
  const stdin = json ? parseJson(readFileSync(0, 'utf8')) : undefined
  const sources = [file, stdin, parseEntries(entries), parseAssignments(words)]
  return sources.flatMap((one) => (one ? [one] : [])).reduce((sum, one) => mergeChanges(sum, one))
}

function readFile({ cwd }: World, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new ShimError('usage', `${file} cannot be read (${code})`)
  }
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value]
}

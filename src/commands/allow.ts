import { requireOutsideAgent } from '../agents/inside.js'
import { allowProject } from '../compile/allowance.js'
import type { Ignored } from '../plan/plan.js'
import { EXIT, ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { chooseColors } from '../text/colors.js'
import { escapeControls } from '../text/fold-lines.js'
import { quoteWord } from '../text/quote.js'
import { explainProtection } from '../variables/protection.js'
import type { CommandSpec } from './command.js'
import { resolveProjectRoot } from './project.js'
import { collect, readList } from './repeatable.js'
import { VERBOSE, watchProviders } from './watch-providers.js'

/** Lets a project's declaration, as it is now, take effect. */
export const allow: CommandSpec = {
  name: 'allow',
  summary: 'let a declaration, as it is now, take effect',
  examples: [
    `${PROGRAM} allow`,
    `${PROGRAM} allow ~/src/project`,
    `${PROGRAM} allow --name NODE_OPTIONS`,
  ],
  define: (command) =>
    command
      .argument('[dir]', 'the project (default: the nearest declaration at or above here)')
      .option(
        '--name <name>',
        'consent to a variable that secure mode leaves out (repeatable)',
        collect,
      )
      .option('--json', 'print what was allowed as JSON')
      .option('--verbose', VERBOSE),
  run: async (world, [dir], options) => {
    const { json } = options
    requireOutsideAgent(world, 'allow')
    const root = resolveProjectRoot(world, dir)
    const consents = readList(options['name']).map(requireName)
    const watched = watchProviders(world, options)
    const { compiled, ...allowed } = await allowProject(watched, root, consents)
    const status = compiled.state === 'fresh' ? EXIT.ok : EXIT.failed
    const stderr = compiled.problem && `${PROGRAM}: ${compiled.problem}\n`
    const { state, digest: plan } = compiled
    if (json) {
      return { stdout: `${JSON.stringify({ ...allowed, state, plan }, null, 2)}\n`, stderr, status }
    }
    const colors = chooseColors(world)
    const rows = allowed.names.map(({ name, change, class: kind }) => {
      const shown = kind === 'plain' ? kind : colors.yellow(kind)
      return `  ${change.padEnd(9)} ${name}  (${shown})\n`
    })
    const wrap = (compiled.wrap ?? []).map(quoteWord).join(' ')
    const files = allowed.files.map((file) => `  reads     ${file}\n`)
    return {
      stdout: `allowed ${allowed.declaration}\n${wrap && `  runs in   ${wrap}\n`}${files.join('')}${rows.join('')}${describeRefused(allowed.refused, root)}`,
      stderr,
      status,
    }
  },
}

/** What secure mode left out, and how to consent to it. */
function describeRefused(refused: readonly Ignored[], root: string): string {
  if (refused.length === 0) return ''
  const rows = refused.map(({ name, reason }) => `  ${name}: ${escapeControls(reason)}\n`)
  const names = [...new Set(refused.map(({ name }) => name))].filter(
    (name) => !explainProtection(name),
  )
  const how = `${PROGRAM} allow ${names.map((name) => `--name ${name} `).join('')}${quoteWord(root)}`
  return `left out by secure mode:\n${rows.join('')}to have it all the same:\n  ${how}\n`
}

function requireName(name: string): string {
  if (!explainProtection(name)) return name
  throw new ShimError(
    'usage',
    `${JSON.stringify(name)} keeps the agent's value: ${explainProtection(name)}`,
    { remedy: 'no consent changes that; leave it out' },
  )
}

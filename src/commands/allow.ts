import { requireOutsideAgent } from '../agents/inside.js'
import { type Allowance, allowProject } from '../compile/allowance.js'
import { describeWarning, type Warning } from '../declaration/warning.js'
import { describeAllowance } from '../effective/allowance-text.js'
import { diffPlans } from '../effective/plan-difference.js'
import { readWarnings } from '../effective/warnings.js'
import { EXIT, ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { chooseColors } from '../text/colors.js'
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
    requireOutsideAgent(world, 'allow')
    const root = resolveProjectRoot(world, dir)
    const consents = readList(options['name']).map(requireName)
    const allowance = await allowProject(watchProviders(world, options), root, consents)
    const { compiled } = allowance
    const warnings = readWarnings(world, compiled)
    const status = compiled.state === 'fresh' ? EXIT.ok : EXIT.failed
    const problem = compiled.problem && `${PROGRAM}: ${compiled.problem}\n`
    if (options['json']) {
      return { stdout: renderAllowance(allowance, warnings), stderr: problem, status }
    }
    const told = warnings.map((one) => `${PROGRAM}: warning: ${describeWarning(one)}\n`).join('')
    const stdout = describeAllowance(allowance, chooseColors(world))
    return { stdout, stderr: told + problem, status }
  },
}

function renderAllowance(allowance: Allowance, warnings: readonly Warning[]): string {
  const { compiled, before, ...allowed } = allowance
  const { state, digest: plan, notes = [] } = compiled
  const changed = before ? { changed: diffPlans(before, compiled.plan) } : {}
  return `${JSON.stringify({ ...allowed, state, plan, warnings, notes, ...changed }, null, 2)}\n`
}

function requireName(name: string): string {
  if (!explainProtection(name)) return name
  throw new ShimError(
    'usage',
    `${JSON.stringify(name)} keeps the agent's value: ${explainProtection(name)}`,
    { remedy: 'no consent changes that; leave it out' },
  )
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { resolveRoot } from '../compile/compile.js'
import { findDeclarations, locateDeclaration } from '../declaration/declaration.js'
import { findTop } from '../files/worktree.js'
import {
  type Detected,
  describeDetected,
  detectProviders,
  renderProviders,
} from '../resolution/detect.js'
import { describeUnasked, findUnasked, renderUnasked, type Unasked } from '../resolution/unasked.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { makeUnwritable } from '../system/system-error.js'
import { renderLines } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import { renderSample } from '../verify/sample-project.js'
import type { CommandSpec } from './command.js'
import { VERBOSE, watchProviders } from './watch-providers.js'

/** Writes a commented declaration to start from. */
export const init: CommandSpec = {
  name: 'init',
  summary: 'write a commented .codex/env.ini to start from',
  examples: [`${PROGRAM} init`, `${PROGRAM} init ~/src/project`, `${PROGRAM} init --inherit`],
  define: (command) =>
    command
      .argument('[dir]', 'the project (default: here)')
      .option('--inherit', 'add to what is declared above, instead of taking its place')
      .option('--json', 'print what was found as JSON')
      .option('--verbose', VERBOSE),
  run: async (world, [dir = '.'], options) => {
    const root = resolveRoot(resolve(world.cwd, dir))
    const file = locateDeclaration(root)
    requireAbsent(file)
    const detected = await detectProviders(watchProviders(world, options), root)
    const unasked = findUnasked(root, detected)
    const inherit = options['inherit'] === true
    const lines = renderProviders(detected, { root, home: world.home }) + renderUnasked(unasked)
    writeNew(file, renderSample(lines, inherit))
    const written = { root, file, inherit, detected, unasked, ...findAround(root) }
    const stdout = options['json']
      ? `${JSON.stringify({ ...written, detected: detected.map(dropValues) }, null, 2)}\n`
      : renderLines(describe(written))
    return { stdout }
  },
}

/** What a declaration that was just written stands in. */
type Around = {
  /** The nearest declaration above. */
  readonly above?: string
  /** The root of the repository of which the project is only a folder. */
  readonly repository?: string
}

type Written = Around & {
  readonly root: string
  readonly file: string
  readonly inherit: boolean
  readonly detected: readonly Detected[]
  readonly unasked: readonly Unasked[]
}

function findAround(root: string): Around {
  const [above] = findDeclarations(dirname(root))
  const top = findTop(root)
  return {
    ...(above !== undefined && above !== root ? { above: locateDeclaration(above) } : {}),
    ...(top !== undefined && top !== root ? { repository: top } : {}),
  }
}

function describe({ detected, unasked, ...written }: Written): readonly string[] {
  const found = [...describeDetected(detected), ...describeUnasked(unasked)]
  const nothing = 'Found nothing that tells which tools this project uses: nothing is declared yet'
  return [
    ...(found.length > 0 ? found : [nothing]),
    `${written.file} written`,
    ...describeAround(written),
    'Commit it if it is right for everybody who works on this project; each of them allows it once',
    `Edit it, then: ${PROGRAM} allow ${quoteShown(written.root)}`,
  ]
}

function describeAround({
  root,
  file,
  inherit,
  above,
  repository,
}: Omit<Written, 'detected' | 'unasked'>): readonly string[] {
  if (above && inherit) return [`It adds to ${above}`]
  const whole =
    repository && above !== locateDeclaration(repository)
      ? [
          `${root} is a folder of the repository ${repository}; to declare for all of it: ${PROGRAM} init ${quoteShown(repository)}`,
        ]
      : []
  const shadowed = above
    ? [
        `Once allowed it takes the place of ${above} here; to add to that one instead, write inherit = true under [project] in ${file}`,
      ]
    : []
  return [...whole, ...shadowed]
}

/** Values may be secrets: what each would set is said by kind and name. */
function dropValues({ outcome, ...found }: Detected): unknown {
  if (outcome.kind !== 'asked') return { ...found, outcome }
  const ops = outcome.ops.map(({ kind, name }) => ({ kind, name }))
  return { ...found, outcome: { ...outcome, ops } }
}

function requireAbsent(file: string): void {
  if (!existsSync(file)) return
  throw new ShimError('bad-declaration', `${file} is there already`, {
    remedy: `edit it, then: ${PROGRAM} allow`,
  })
}

/** Writes the declaration unless there is anything by that name. */
function writeNew(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    throw makeUnwritable(file, error)
  }
}

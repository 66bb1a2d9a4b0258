import type { Op } from '../plan/plan.js'
import { PROVIDER_NAMES } from '../providers/index.js'
import { ShimError } from '../system/errors.js'
import type { World } from '../system/world.js'
import { foldLines } from '../text/fold-lines.js'
import { classifyName } from '../variables/name-class.js'
import { prepareScene } from './resolve.js'
import { type Here, shortenPaths } from './shorten.js'

/** A provider that is used here, and what it would give. */
export type Detected = {
  readonly name: string
  /** The file by which it was found. */
  readonly file: string
  /** `asked`: these are its operations; `later`: it runs the project's code, so only after `allow`; `failed`: why. */
  readonly outcome:
    | { readonly kind: 'asked'; readonly ops: readonly Op[] }
    | { readonly kind: 'later' }
    | { readonly kind: 'failed'; readonly why: string; readonly remedy: string }
}

/** Looks which providers are used in a project, and asks those that run none of its code. */
export async function detectProviders(world: World, root: string): Promise<readonly Detected[]> {
  const found = await Promise.all(PROVIDER_NAMES.map((name) => detectProvider(world, root, name)))
  return found.filter((one): one is Detected => one !== undefined)
}

async function detectProvider(
  world: World,
  root: string,
  name: string,
): Promise<Detected | undefined> {
  const request = { provider: name, args: [], root, place: { file: 'init' } }
  const { provider, scene } = await prepareScene(world, request)
  const file = provider.detect(scene)
  if (file === undefined) return undefined
  if (provider.trusted(scene).by === 'allow' && !provider.readsOnly)
    return { name, file, outcome: { kind: 'later' } }
  try {
    const { ops } = await provider.resolve(scene)
    return { name, file, outcome: { kind: 'asked', ops } }
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    const why = foldLines(error.what).replace(`${name}: `, '')
    return { name, file, outcome: { kind: 'failed', why, remedy: error.details.remedy ?? '' } }
  }
}

/**
 * The lines of [providers] for what was found: of several that read the same file, or say the same, the first that answered. The file
 * is for everybody who works on the project: no path of this machine stands in it.
 */
export function renderProviders(detected: readonly Detected[], here: Here): string {
  const taken = new Set<string>()
  return detected
    .map(({ name, file, outcome }) => {
      const said = outcome.kind === 'asked' ? JSON.stringify(outcome.ops.map(dropOrigin)) : file
      const isUsed = outcome.kind !== 'failed' && !taken.has(file) && !taken.has(said)
      if (isUsed) taken.add(file).add(said)
      const why =
        outcome.kind === 'failed' ? shortenReason(outcome, file, here) : shortenPaths(file, here)
      return `${isUsed ? '' : '; '}use[] = ${name}  ; ${why.replace(/[\r\n]/g, ' ')}\n`
    })
    .join('')
}

/** Why a line is only a comment, and what to do; where a path of this machine cannot be left out, the file by which it was found. */
function shortenReason(
  { why, remedy }: { readonly why: string; readonly remedy: string },
  file: string,
  here: Here,
): string {
  const reason = shortenPaths(remedy ? `${why}: ${foldLines(remedy)}` : why, here)
  return isPlaceless(reason) ? reason : `${shortenPaths(file, here)}: it did not answer`
}

/** Names no absolute path. */
function isPlaceless(text: string): boolean {
  return !/(?:^|[\s"'(=:])\/[^\s/]/.test(text)
}

function dropOrigin(op: Op): Omit<Op, 'from'> {
  const { from: _, ...rest } = op
  return rest
}

/** What each would give, for the person who decides whether to allow it. */
export function describeDetected(detected: readonly Detected[]): readonly string[] {
  return detected.flatMap(({ name, file, outcome }) => {
    if (outcome.kind === 'failed') {
      const remedy = outcome.remedy ? [`  ${outcome.remedy}`] : []
      return [`${name}  ${outcome.why}`, ...remedy, '  its line is written as a comment']
    }
    if (outcome.kind === 'later')
      return [`${name}  ${file}: it runs code of the project, so it is asked after allow`]
    const rows = outcome.ops.map(
      (op) => `  ${op.kind.padEnd(9)} ${op.name}  (${classifyName(op.name)})`,
    )
    return [`${name}  ${file}`, ...rows]
  })
}

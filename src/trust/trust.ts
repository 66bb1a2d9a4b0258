import { hash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { locateDeclaration } from '../declaration/declaration.js'
import { requireOwnFolder } from '../files/own-file.js'
import { findMainCheckout } from '../files/worktree.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { quoteShown } from '../text/quote.js'
import { type Decision, readDecision, writeDecision } from './decision.js'

/** May these bytes be applied? `changed`: other bytes of the same project were allowed. */
export type Verdict = 'allowed' | 'changed' | 'denied' | 'unknown'

/** Judges a declaration by its project and the digest of its bytes. */
export function judge(world: World, root: string, digest: string): Verdict {
  requireOwnFolder(world, world.places.state)
  const own = judgeDecision(readDecision(world, root), digest)
  if (own === 'allowed' || own === 'denied') return own
  const main = findMainCheckout(root)
  const inherited = main ? judgeDecision(readDecision(world, main), digest) : 'unknown'
  return inherited === 'allowed' ? inherited : own
}

/** The names that the user consented to for these bytes of a project, or of its main checkout. */
export function readConsent(world: World, root: string, digest: string): readonly string[] {
  const main = findMainCheckout(root)
  const decisions = [root, ...(main ? [main] : [])].map((dir) => readDecision(world, dir))
  const decisive = decisions.find((one) => judgeDecision(one, digest) === 'allowed')
  return decisive?.decision === 'allowed' ? (decisive.consented ?? []) : []
}

/** What is allowed of a project: bytes, the names that they are about, files that are vouched for, names that secure mode would refuse. */
export type Allowing = {
  /** sha256 of the declaration's bytes. */
  readonly digest: string
  readonly names: readonly string[]
  readonly files?: readonly string[]
  readonly consents?: readonly string[]
}

/** Remembers that exactly these bytes may be applied. What was consented to for the very same bytes stays consented to. */
export async function allow(
  world: World,
  root: string,
  { digest, names, files = [], consents = [] }: Allowing,
): Promise<void> {
  const allowedAt = world.now.toISOString()
  const digests = Object.fromEntries(files.map((file) => [relative(root, file), digestFile(file)]))
  const before = readDecision(world, root)
  const isSame =
    before?.decision === 'allowed' &&
    before.digest === digest &&
    JSON.stringify(before.files ?? {}) === JSON.stringify(digests)
  const consented = [...new Set([...(isSame ? (before.consented ?? []) : []), ...consents])]
  await writeDecision(world, {
    decision: 'allowed',
    root,
    digest,
    allowedAt,
    names,
    files: digests,
    ...(consented.length > 0 ? { consented } : {}),
  })
}

/** Why one of these files may not be used: it is not what it was when the project, or its main checkout, was allowed. */
export function findUnvouched(
  world: World,
  root: string,
  files: readonly string[],
): string | undefined {
  const main = findMainCheckout(root)
  const decisions = [root, ...(main ? [main] : [])].map((dir) => readDecision(world, dir))
  const records = decisions.map((one) => (one?.decision === 'allowed' ? (one.files ?? {}) : {}))
  const changed = files.find((file) => {
    const digest = digestFile(file)
    return !records.some((record) => record[relative(root, file)] === digest)
  })
  if (changed === undefined) return undefined
  const isKnown = records.some((record) => record[relative(root, changed)] !== undefined)
  const what = isKnown ? 'changed since it was allowed' : 'is not allowed'
  return `${changed} ${what}; run: ${PROGRAM} allow ${quoteShown(root)}`
}

function digestFile(file: string): string {
  try {
    return hash('sha256', readFileSync(file))
  } catch {
    // What cannot be read cannot be used either.
    return ''
  }
}

/** Remembers that nothing of this project may be applied, and that it need not be asked about. */
export async function deny(world: World, root: string): Promise<void> {
  await writeDecision(world, { decision: 'denied', root, deniedAt: world.now.toISOString() })
}

/** Refuses a project in which somebody else can write. */
export function requireOwnProject(world: World, root: string): void {
  const file = locateDeclaration(root)
  for (const path of [file, dirname(file), root]) {
    const { uid, mode } = statSync(path)
    if (world.uid >= 0 && uid !== world.uid && uid !== 0) {
      refuse(`${path} belongs to user ${uid}, not to you`, 'take it over (chown), or copy it')
    }
    if (mode & 0o002) refuse(`${path} can be written by anybody`, 'chmod o-w it first')
  }
  const open = listAbove(root).find((path) => (statSync(path).mode & 0o1002) === 0o002)
  if (open)
    refuse(`${open} can be written by anybody, who can replace what is in it`, 'chmod o-w it first')
}

function listAbove(path: string): readonly string[] {
  const above = dirname(path)
  return above === path ? [] : [above, ...listAbove(above)]
}

function judgeDecision(decision: Decision | undefined, digest: string): Verdict {
  if (!decision) return 'unknown'
  if (decision.decision === 'denied') return 'denied'
  return decision.digest === digest ? 'allowed' : 'changed'
}

function refuse(what: string, remedy: string): never {
  throw new ShimError('bad-declaration', what, { remedy })
}

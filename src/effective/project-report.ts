import type { Colors } from 'picocolors/types.js'
import { resolveProject } from '../compile/compile.js'
import { readPlan } from '../compile/store.js'
import { findDeclarations, type LoginMode, locateDeclaration } from '../declaration/declaration.js'
import type { CompiledPlan, PlanState } from '../plan/compiled.js'
import { renderValue } from '../plan/op-value.js'
import type { Op } from '../plan/plan.js'
import type { SecureMode } from '../secure/settings.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { escapeControls } from '../text/fold-lines.js'
import { quoteWord } from '../text/quote.js'
import { judge, type Verdict } from '../trust/trust.js'
import { classifyName } from '../variables/name-class.js'

/** One change, as a person reads it: where it comes from, and which lines it overrules. */
export type Change = {
  readonly change: Op['kind'] | 'protected' | 'refused'
  readonly name: string
  readonly value: string
  readonly from: string
  readonly overrules: readonly string[]
}

/** What `status` tells of one declaration at or above a directory. */
export type Report = {
  readonly root: string
  readonly declaration: string
  /** Is this the one whose plan a command gets here? */
  readonly applies: boolean
  readonly state: PlanState
  /** What the user decided about these bytes. */
  readonly trust: Verdict
  /** Whether the shells find this very plan; if not, the next command compiles it. */
  readonly stored: 'same' | 'other' | 'missing'
  readonly digest: string
  readonly login: LoginMode
  readonly secure: SecureMode
  readonly problem: string
  readonly notes: readonly string[]
  /** What is put in front of every command. */
  readonly wrap: readonly string[]
  readonly changes: readonly Change[]
}

/** The reports of all declarations at or above a directory, nearest first; the nearest allowed one applies. */
export async function readReports(world: World, start: string): Promise<readonly Report[]> {
  const plans = await Promise.all(
    findDeclarations(start).map((root) => resolveProject(world, root)),
  )
  const applied = plans.find(({ state }) => state !== 'untrusted')
  return plans.map((compiled) => ({
    root: compiled.root,
    declaration: locateDeclaration(compiled.root),
    applies: compiled === applied,
    state: compiled.state,
    trust: judgeOwn(world, compiled),
    stored: compareStored(world, compiled),
    digest: compiled.digest,
    login: compiled.login,
    secure: compiled.secure ?? 'default',
    problem: compiled.problem,
    notes: compiled.notes ?? [],
    wrap: compiled.wrap ?? [],
    changes: listChanges(compiled),
  }))
}

/** A report as text. */
export function describeProject(report: Report, colors: Colors): string {
  const paint = report.state === 'fresh' ? colors.green : colors.yellow
  const width = Math.max(0, ...report.changes.map(({ name }) => name.length))
  const applies = report.applies ? ', applies here' : ''
  const isDenied = report.trust === 'denied'
  const lines = [
    `${report.declaration}  ${paint(report.state)}${isDenied ? ', denied' : ''}${applies}`,
    ...(isDenied ? [`  to have it again: ${PROGRAM} allow ${quoteWord(report.root)}`] : []),
    ...(report.problem ? [`  ${colors.red(report.problem)}`] : []),
    ...report.notes.map((note) => `  ${colors.yellow(note)}`),
    ...(report.state === 'untrusted' ? [] : [`  ${describePlan(report)}`]),
    ...(report.wrap.length > 0 ? [`  runs in   ${report.wrap.map(quoteWord).join(' ')}`] : []),
    ...report.changes.map((change) => describeChange(change, width, colors)),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** What cannot be read cannot have been allowed. */
function judgeOwn(world: World, { root, watched }: CompiledPlan): Verdict {
  const own = watched.find(({ file }) => file === locateDeclaration(root))
  return judge(world, root, own?.kind === 'text' ? own.digest : '')
}

function compareStored(world: World, { root, digest, state }: CompiledPlan): Report['stored'] {
  const stored = readPlan(world, root)
  if (!stored) return 'missing'
  return stored.digest === digest && stored.state === state ? 'same' : 'other'
}

function listChanges({ plan }: CompiledPlan): readonly Change[] {
  const overrules = (name: string, from: string) => {
    const lines = plan.provenance.find((one) => one.name === name)?.lines ?? []
    return lines.slice(0, Math.max(0, lines.indexOf(from)))
  }
  const changes = plan.ops.map((op): Change => {
    const { kind, name, from } = op
    return { change: kind, name, value: describeValue(op), from, overrules: overrules(name, from) }
  })
  const scoped = (plan.overlays?.scoped ?? []).flatMap(({ ops }) =>
    ops.map((op): Change => {
      const { kind, name, from } = op
      return { change: kind, name, value: describeValue(op), from, overrules: [] }
    }),
  )
  const ignored = plan.ignored.map(
    ({ name, reason, from, rule }): Change => ({
      change: rule === 'secure' ? 'refused' : 'protected',
      name,
      value: reason,
      from,
      overrules: [],
    }),
  )
  return [...changes, ...scoped, ...ignored]
}

/** What is restored stands in no file that a person would open: it is not shown by the way. */
function describeValue(op: Op): string {
  const isHidden = op.kind === 'restore' && classifyName(op.name) === 'secret-like'
  return isHidden ? '(hidden)' : renderValue(op)
}

function describePlan({ digest, stored, login, secure }: Report): string {
  const words = { same: 'stored', other: 'stale', missing: 'not stored yet' }
  return `plan ${digest} (${words[stored]}), login profiles: ${login}, secure mode: ${secure}`
}

function describeChange(change: Change, width: number, colors: Colors): string {
  const value = describeChanged(change)
  const over = change.overrules.length > 0 ? `, over ${change.overrules.join(', ')}` : ''
  const origin = colors.dim(`${change.from}${over}`)
  const words = [change.name.padEnd(width), ...(value ? [value] : []), origin]
  return `  ${change.change.padEnd(9)} ${words.join('  ')}`
}

/** A value is quoted, so that its ends can be seen; the reason why there is none is not. */
function describeChanged({ change, value }: Change): string {
  if (change === 'unset') return ''
  return change === 'protected' || change === 'refused' || change === 'choose'
    ? escapeControls(value)
    : JSON.stringify(value)
}

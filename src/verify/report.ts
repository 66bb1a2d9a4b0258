import { stripVTControlCharacters } from 'node:util'
import { PROGRAM } from '../system/names.js'
import type { Colors } from '../text/colors.js'
import { escapeControls } from '../text/fold-lines.js'
import { quoteShown } from '../text/quote.js'
import { isSecret, MASK } from '../variables/secret.js'
import type { Missing } from './missing.js'
import type { Loss, Verdict } from './verdict.js'
import type { Verification } from './verification.js'

/** A verification as a table, a line a call, and below it what was lost and where. */
export function describeVerification(found: Verification, colors: Colors): string {
  const { codex, routes, hooks, project, isSample, plan, verdicts, missing, sandbox } = found
  const absent = sandbox === READ_ONLY ? colors.dim('none: read-only sandbox') : undefined
  const lines = [
    `Codex ${codex.version}  ${codex.program}`,
    `routes   ${routes.length > 0 ? routes.join(', ') : colors.red('none')}  (${found.config})`,
    ...(hooks === null ? [] : [`hooks    SessionStart  (${hooks})`]),
    `project  ${isSample ? 'a sample, because nothing is declared here' : project}, plan ${plan}`,
    '',
    ...renderTable([HEAD, ...verdicts.map((one, index) => renderRow(one, index, colors, absent))]),
    ...listFailures(verdicts, colors),
    ...listLosses(verdicts, colors),
    ...listMissing(missing),
    ...listUnrecorded(found),
    '',
    conclude(found, colors),
  ]
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

/** A verification for a program to read. */
export function renderVerification(found: Verification): string {
  const verdicts = found.verdicts.map((verdict) => ({
    ...verdict,
    losses: verdict.losses.map(maskLoss),
  }))
  return `${JSON.stringify({ ...found, verdicts }, null, 2)}\n`
}

const READ_ONLY = 'read-only'

export const HEAD = ['', 'call', 'declared', 'arrived', 'log', 'with', 'without']

/** A call as a row; `absent` is what to say where it left no audit line. */
export function renderRow(
  verdict: Verdict,
  index: number,
  colors: Colors,
  absent = colors.yellow('no line'),
): readonly string[] {
  const { title, outcome, declared, losses, route, state, ms, msWithout } = verdict
  const start = [`${index + 1}`, title]
  if (outcome === 'refused')
    return [...start, '', '', colors.dim('refused by Codex, as set'), '', '']
  if (outcome === 'failed') return [...start, `${declared}`, '0', colors.red('did not run'), '', '']
  const arrived = declared - losses.length
  const paint = losses.length > 0 ? colors.red : colors.green
  const log = route === undefined ? absent : `${route}, ${state}`
  return [...start, `${declared}`, paint(`${arrived}`), log, renderTime(ms), renderTime(msWithout)]
}

function renderTime(ms: number | undefined): string {
  return ms === undefined ? '' : `${ms.toFixed(0)} ms`
}

/** Columns as wide as their widest cell; what colours it takes no room. */
export function renderTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (cell: string) => stripVTControlCharacters(cell).length
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  '),
  )
}

/** The calls that did not run for the same reason stand together. */
export function listFailures(verdicts: readonly Verdict[], colors: Colors): readonly string[] {
  const groups = new Map<string, readonly number[]>()
  for (const [index, { outcome, reason }] of verdicts.entries()) {
    if (outcome === 'failed') groups.set(reason, [...(groups.get(reason) ?? []), index + 1])
  }
  const rows = [...groups].map(
    ([reason, calls]) => `  call ${calls.join(' ')}: ${escapeControls(reason.slice(0, 200))}`,
  )
  return rows.length === 0 ? [] : ['', colors.red('These could not be run:'), ...rows]
}

/** The calls that lost the same name to the same layer stand together. */
export function listLosses(verdicts: readonly Verdict[], colors: Colors): readonly string[] {
  const groups = new Map<string, { readonly loss: Loss; readonly calls: readonly number[] }>()
  for (const [index, { losses }] of verdicts.entries()) {
    for (const loss of losses.map(maskLoss)) {
      const key = `${loss.name} ${loss.layer} ${loss.arrived === undefined}`
      const calls = [...(groups.get(key)?.calls ?? []), index + 1]
      groups.set(key, { loss, calls })
    }
  }
  const rows = [...groups.values()].map(({ loss: { name, declared, arrived, layer }, calls }) => {
    const values = `declared ${show(declared)}, arrived ${show(arrived)}`
    return `  ${name}, in call ${calls.join(' ')}: lost by ${layer}\n    ${values}`
  })
  return rows.length === 0 ? [] : ['', colors.red('Lost:'), ...rows]
}

function listMissing(missing: readonly Missing[]): readonly string[] {
  if (missing.length === 0) return []
  const width = Math.max(...missing.map(({ name }) => name.length))
  const rows = missing.map(({ name, layer }) => `  ${name.padEnd(width)}  ${layer}`)
  return ['', 'Variables that commands lose, or see changed, without the shim:', ...rows]
}

/** That a sandbox in which nothing can be written keeps commands from the log is no fault of the installation. */
function listUnrecorded({ verdicts, sandbox }: Verification): readonly string[] {
  const unrecorded = verdicts.filter(({ outcome, route }) => outcome === 'ran' && !route)
  if (unrecorded.length === 0) return []
  const why =
    sandbox === READ_ONLY
      ? `Codex's ${READ_ONLY} sandbox lets commands write no audit line; they have their environment all the same.`
      : `${unrecorded.length} commands left no audit line. A sandbox may keep them from it.`
  return [
    '',
    `${why} With \`${PROGRAM} enable --collector\` something outside it listens; see docs/audit.md.`,
  ]
}

export function maskLoss(loss: Loss): Loss {
  const mask = (value: string | undefined) =>
    value !== undefined && isSecret(loss.name, value) ? MASK : value
  return { ...loss, declared: mask(loss.declared), arrived: mask(loss.arrived) }
}

function show(value: string | undefined): string {
  if (value === undefined) return 'nothing'
  return escapeControls(value.length > 60 ? `${value.slice(0, 60)}…` : quoteShown(value))
}

function conclude({ passed, verdicts, routes }: Verification, colors: Colors): string {
  const ran = verdicts.filter(({ outcome }) => outcome === 'ran')
  const declared = ran.reduce((sum, one) => sum + one.declared, 0)
  const lost = ran.reduce((sum, { losses }) => sum + losses.length, 0)
  if (passed) return colors.green(`verified: all ${declared} values arrived in ${ran.length} calls`)
  const failed = verdicts.filter(({ outcome }) => outcome === 'failed').length
  const why = [
    ...(failed > 0 ? [`${failed} of ${verdicts.length} calls did not run`] : []),
    ...(lost > 0 ? [`${lost} of ${declared} values were lost`] : []),
    ...(routes.length === 0 ? [`run: ${PROGRAM} enable codex`] : []),
  ]
  return colors.red(`not verified: ${why.join('; ')}`)
}

import type { World } from '../../system/world.js'
import { escapeControls } from '../../text/fold-lines.js'
import { escapeJson } from '../../text/terminal.js'
import { rejoinBytes } from '../read/bytes.js'
import { makeTracker, readCheckpoint, type Tracker, writeCheckpoint } from './checkpoint.js'
import type { Finding } from './finding.js'
import { verifyLog } from './verify.js'

/** What `log --verify` tells in the end. */
export type Verdict = {
  readonly lines: number
  /** How many findings there are; of very many only the first are listed. */
  readonly count: number
  readonly findings: readonly Finding[]
}

const MAX_FINDINGS = 1000

/** As much of a line is quoted. */
const HEAD = 120

/** Goes through the whole log, compares it with what the last check saw, and keeps what this one saw for the next. */
export async function reachVerdict(world: World): Promise<Verdict> {
  const tracker = makeTracker(world, readCheckpoint(world))
  const verdict = await collectFindings(world, tracker)
  const checkpoint = tracker.take(world.now.toISOString())
  if (checkpoint) await writeCheckpoint(world, checkpoint)
  return verdict
}

async function collectFindings(world: World, tracker: Tracker): Promise<Verdict> {
  let verdict: Verdict = { lines: 0, count: 0, findings: [] }
  for await (const { lines, findings } of verifyLog(world, tracker)) {
    const room = MAX_FINDINGS - verdict.findings.length
    verdict = {
      lines: verdict.lines + lines,
      count: verdict.count + findings.length,
      findings:
        findings.length > 0 && room > 0
          ? [...verdict.findings, ...findings.slice(0, room).map(shorten)]
          : verdict.findings,
    }
  }
  return verdict
}

/** Is the log whole? A gap is known, and no fault of the log's. */
export function isWhole({ findings }: Verdict): boolean {
  return findings.every(({ kind }) => kind === 'gap')
}

/** A verdict for a person. */
export function renderVerdict({ lines, count, findings }: Verdict): string {
  const text = findings.map(({ file, line, kind, what }) => {
    const place = line ? `${file}:${line}` : file
    return `${place}  ${kind}  ${escapeControls(rejoinBytes(what))}\n`
  })
  const more = count > findings.length ? `and ${count - findings.length} more\n` : ''
  return `${text.join('')}${more}${lines} lines, ${count === 0 ? 'nothing wrong' : `${count} findings`}\n`
}

/** A verdict in one phrase: how many findings there are of each kind. */
export function summarizeVerdict({ lines, count, findings }: Verdict): string {
  if (count === 0) return `${lines} lines, nothing wrong`
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  const counts = kinds.map((one) => `${findings.filter(({ kind }) => kind === one).length} ${one}`)
  const more = count - findings.length
  return `${lines} lines: ${[...counts, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
}

/** A verdict as JSON, on one line. */
export function renderVerdictJson(verdict: Verdict): string {
  return `${escapeJson(JSON.stringify(verdict))}\n`
}

/** What changed and what is gone is said in our words; all else quotes the log. */
function shorten(finding: Finding): Finding {
  if (finding.kind === 'changed' || finding.kind === 'gone') return finding
  return { ...finding, what: finding.what.slice(0, HEAD) }
}

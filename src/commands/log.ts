import { requireOutsideAgent } from '../agents/inside.js'
import { findRecord } from '../audit/read/find-record.js'
import { locateLog } from '../audit/read/log-file.js'
import { streamLog } from '../audit/read/stream.js'
import { findAuditSettings } from '../audit/required.js'
import { rotateLarge, rotateLog } from '../audit/ship/rotate.js'
import { measureLogs } from '../audit/ship/rotated.js'
import { mergeSpools } from '../audit/ship/spool.js'
import { EXIT, ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { chooseColors } from '../text/colors.js'
import { renderLines } from '../text/fold-lines.js'
import type { CommandSpec, Outcome } from './command.js'
import { defineShowing, parseShowing } from './log-options.js'

/** Shows which commands ran, and in what environment. What else it can do is loaded only when that is asked for. */
export const log: CommandSpec = {
  name: 'log',
  summary: 'show which commands ran, and with what',
  examples: [
    `${PROGRAM} log -f`,
    `${PROGRAM} log -n 5 --full --project .`,
    `${PROGRAM} log -n all --state last-good`,
    `${PROGRAM} log --since 2h --grep cmake`,
    `${PROGRAM} log --explain call_7`,
    `${PROGRAM} log -n all --json | jq -r .command`,
    `${PROGRAM} log --verify`,
    `${PROGRAM} log --html review.html --project .`,
  ],
  define: (command) =>
    defineShowing(command)
      .option('--verify', 'look for lines that are torn, foreign, out of order or missing')
      .option('--rotate', 'put the log aside and begin a new one')
      .option('--collect', 'write into the log what sandboxed commands send, until ^C')
      .option('--detach', 'with --collect: in the background')
      .option('--with-agents', 'with --collect: until none of your agents runs any more')
      .option('--explain <id>', 'what one command was given: its tool call, time or process')
      .option('--path', 'print where the log is'),
  run: async (world, _args, options) => {
    requireCompanions(options)
    const { path, collect: isCollector, detach, rotate, verify, explain, json } = options
    if (path) return { stdout: renderLines([locateLog(world)]) }
    if (isCollector) return detach ? startCollector(world) : runCollector(world, options)
    if (rotate) return putAside(world)
    const unmerged = await mergeSpools(world)
    if (typeof explain === 'string') return explainCall(world, explain, json === true)
    if (verify) return verifyLog(world, json === true)
    const { settings, warnings } = findAuditSettings(world)
    await rotateLarge(world, settings)
    const stderr = [...warnings, ...unmerged].map((one) => `${PROGRAM}: ${one}\n`).join('')
    return { ...(await show(world, options)), stderr }
  },
}

/** Options that mean something only beside another. */
const COMPANIONS = { detach: 'collect', withAgents: 'collect', force: 'html' } as const

function requireCompanions(options: Readonly<Record<string, unknown>>): void {
  for (const [option, companion] of Object.entries(COMPANIONS)) {
    if (!options[option] || options[companion] !== undefined) continue
    const name = option.replace('withAgents', 'with-agents')
    throw new ShimError('usage', `--${name} goes with --${companion}`, {
      remedy: `${PROGRAM} log --help`,
    })
  }
}

async function runCollector(
  world: World,
  { withAgents }: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { findRunningAgents } = await import('../agents/running.js')
  const { collect } = await import('../audit/ship/collect/collector.js')
  const isWanted = () => !withAgents || findRunningAgents(world).length > 0
  return { stream: collect(world, isWanted) }
}

async function startCollector(world: World): Promise<Outcome> {
  const { detachCollector } = await import('../audit/ship/collect/detach.js')
  return { stdout: await detachCollector(world) }
}

async function putAside(world: World): Promise<Outcome> {
  requireOutsideAgent(world, 'log --rotate')
  const isDone = await rotateLog(world, findAuditSettings(world).settings)
  return { stdout: isDone ? 'the log was rotated\n' : 'there is nothing to rotate\n' }
}

async function explainCall(world: World, id: string, json: boolean): Promise<Outcome> {
  const found = await findRecord(locateLog(world), id)
  if (!found) {
    throw new ShimError('usage', `no command ${id} in ${locateLog(world)}`, {
      remedy: `${PROGRAM} log --json shows tool_call, time and pid of each`,
    })
  }
  const { describeRecord, explainRecord, renderRecord } = await import(
    '../audit/read/explanation.js'
  )
  const explanation = explainRecord(world, found.record, found.end)
  return {
    stdout: json ? renderRecord(explanation) : describeRecord(explanation, chooseColors(world)),
  }
}

async function verifyLog(world: World, json: boolean): Promise<Outcome> {
  const { isWhole, reachVerdict, renderVerdict, renderVerdictJson } = await import(
    '../audit/check/verdict.js'
  )
  const verdict = await reachVerdict(world)
  const render = json ? renderVerdictJson : renderVerdict
  return { stdout: render(verdict), status: isWhole(verdict) ? EXIT.ok : EXIT.failed }
}

/** A log of more bytes, rotated ones included, is not verified for a page of it: that would take longer than the page. */
const MAX_JUDGED = 32 * 1024 * 1024

async function judge(world: World): Promise<string | undefined> {
  if (measureLogs(locateLog(world)) > MAX_JUDGED) return undefined
  const { reachVerdict, summarizeVerdict } = await import('../audit/check/verdict.js')
  return summarizeVerdict(await reachVerdict(world))
}

/** The lines that were asked for: on standard output, or as a page in a file. */
async function show(world: World, options: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const showing = parseShowing(world, options)
  const { html, force } = options
  const { form } = showing.format
  if (typeof html !== 'string') return { form, stream: streamLog(world, showing) }
  const { streamPage } = await import('../audit/show/html/stream.js')
  const page = streamPage(world, showing, await judge(world))
  if (html === '-') return { form: 'exact', stream: page }
  const { writePage } = await import('../audit/show/html/file.js')
  return { stdout: renderLines([await writePage(world, html, page, force === true)]) }
}

import { collect } from '../audit/collect/collector.js'
import { detachCollector } from '../audit/collect/detach.js'
import { describeRecord, explainRecord, renderRecord } from '../audit/explanation.js'
import { writePage } from '../audit/html/file.js'
import { streamPage } from '../audit/html/stream.js'
import { locateLog } from '../audit/log-file.js'
import { findRecord } from '../audit/read.js'
import { findAuditSettings } from '../audit/required.js'
import { rotateLarge, rotateLog } from '../audit/rotate.js'
import { mergeSpools } from '../audit/spool.js'
import { type Showing, streamLog } from '../audit/stream.js'
import { isWhole, reachVerdict, renderVerdict, renderVerdictJson } from '../audit/verdict.js'
import { chooseColors } from '../colors.js'
import { EXIT, ShimError } from '../errors.js'
import { PROGRAM } from '../names.js'
import type { World } from '../world.js'
import type { CommandSpec, Outcome } from './command.js'
import { defineShowing, parseShowing } from './log-options.js'

/** Shows which commands ran, and in what environment. */
export const log: CommandSpec = {
  name: 'log',
  summary: 'show which commands ran, and with what',
  examples: [
    `${PROGRAM} log -f`,
    `${PROGRAM} log -n 5 --full --project .`,
    `${PROGRAM} log -n all --state last-good`,
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
      .option('--explain <id>', 'what one command was given: its tool call, time or process')
      .option('--path', 'print where the log is'),
  run: async (world, _args, options) => {
    const { path, collect: isCollector, detach, rotate, verify, explain, json } = options
    if (path) return { stdout: `${locateLog(world)}\n` }
    if (isCollector && detach) return { stdout: await detachCollector(world) }
    if (isCollector) return { stream: collect(world) }
    const { settings, warnings } = findAuditSettings(world)
    if (rotate) {
      const isDone = await rotateLog(world, settings)
      return { stdout: isDone ? 'the log was rotated\n' : 'there is nothing to rotate\n' }
    }
    const unmerged = await mergeSpools(world)
    if (typeof explain === 'string') {
      return { stdout: await explainCall(world, explain, json === true) }
    }
    if (verify) {
      const verdict = await reachVerdict(world)
      const render = json ? renderVerdictJson : renderVerdict
      return { stdout: render(verdict), status: isWhole(verdict) ? EXIT.ok : EXIT.failed }
    }
    await rotateLarge(world, settings)
    const stderr = [...warnings, ...unmerged].map((one) => `${PROGRAM}: ${one}\n`).join('')
    const showing = parseShowing(world, options)
    if (typeof options['html'] === 'string') {
      return { ...(await showPage(world, showing, options)), stderr }
    }
    return { stream: streamLog(world, showing), stderr }
  },
}

async function showPage(
  world: World,
  showing: Showing,
  { html, force }: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const page = streamPage(world, showing)
  if (html === '-') return { stream: page }
  return { stdout: `${await writePage(world, String(html), page, force === true)}\n` }
}

async function explainCall(world: World, id: string, json: boolean): Promise<string> {
  const record = await findRecord(locateLog(world), id)
  if (!record) {
    throw new ShimError('usage', `no command ${id} in ${locateLog(world)}`, {
      remedy: `${PROGRAM} log --json shows tool_call, time and pid of each`,
    })
  }
  const explanation = explainRecord(world, record)
  return json ? renderRecord(explanation) : describeRecord(explanation, chooseColors(world))
}

import { collect } from '../audit/collect/collector.js'
import { detachCollector } from '../audit/collect/detach.js'
import { locateLog } from '../audit/log-file.js'
import { findAuditSettings } from '../audit/required.js'
import { rotateLarge, rotateLog } from '../audit/rotate.js'
import { mergeSpools } from '../audit/spool.js'
import { streamLog } from '../audit/stream.js'
import { isWhole, reachVerdict, renderVerdict, renderVerdictJson } from '../audit/verdict.js'
import { EXIT } from '../errors.js'
import { PROGRAM } from '../names.js'
import type { CommandSpec } from './command.js'
import { defineShowing, parseShowing } from './log-options.js'

/** Shows which commands ran, and in what environment. */
export const log: CommandSpec = {
  name: 'log',
  summary: 'show which commands ran, and with what',
  examples: [
    `${PROGRAM} log -f`,
    `${PROGRAM} log -n 5 --full --project .`,
    `${PROGRAM} log -n all --state last-good`,
    `${PROGRAM} log -n all --json | jq -r .command`,
    `${PROGRAM} log --verify`,
  ],
  define: (command) =>
    defineShowing(command)
      .option('--verify', 'look for lines that are torn, foreign, out of order or missing')
      .option('--rotate', 'put the log aside and begin a new one')
      .option('--collect', 'write into the log what sandboxed commands send, until ^C')
      .option('--detach', 'with --collect: in the background')
      .option('--path', 'print where the log is'),
  run: async (world, _args, options) => {
    const { path, collect: isCollector, detach, rotate, verify, json } = options
    if (path) return { stdout: `${locateLog(world)}\n` }
    if (isCollector && detach) return { stdout: await detachCollector(world) }
    if (isCollector) return { stream: collect(world) }
    const { settings, warnings } = findAuditSettings(world)
    if (rotate) {
      const isDone = await rotateLog(world, settings)
      return { stdout: isDone ? 'the log was rotated\n' : 'there is nothing to rotate\n' }
    }
    const unmerged = await mergeSpools(world)
    if (verify) {
      const verdict = await reachVerdict(world)
      const render = json ? renderVerdictJson : renderVerdict
      return { stdout: render(verdict), status: isWhole(verdict) ? EXIT.ok : EXIT.failed }
    }
    await rotateLarge(world, settings)
    const stderr = [...warnings, ...unmerged].map((one) => `${PROGRAM}: ${one}\n`).join('')
    return { stream: streamLog(world, parseShowing(world, options)), stderr }
  },
}

import { InvalidArgumentError, Option } from 'commander'
import { collect } from '../audit/collect/collector.js'
import { type Filter, nameProject } from '../audit/filter.js'
import { FORMATS, findFormat } from '../audit/formats/index.js'
import { locateLog } from '../audit/log-file.js'
import { STATES } from '../audit/record.js'
import { readAuditSettings } from '../audit/required.js'
import { rotateLarge, rotateLog } from '../audit/rotate.js'
import { mergeSpools } from '../audit/spool.js'
import { streamLog } from '../audit/stream.js'
import { isWhole, reachVerdict, renderVerdict, renderVerdictJson } from '../audit/verdict.js'
import { EXIT } from '../errors.js'
import { PROGRAM } from '../names.js'
import type { World } from '../world.js'
import type { CommandSpec, Outcome } from './command.js'

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
    command
      .option('-f, --follow', 'go on with the commands to come, until ^C')
      .option('-n, --lines <n>', 'how many, the newest ones; or all', parseCount, 20)
      .option('--full', 'the whole text of long commands, and what was wrong')
      .option('--project <dir>', 'only commands of this project, or below this directory')
      .option('--thread <id>', "only commands of this agent's thread")
      .option('--call <id>', 'only commands of this tool call')
      .addOption(new Option('--state <state>', 'only commands in this state').choices(STATES))
      .addOption(
        new Option('--format <format>', 'how to print them')
          .choices(Object.keys(FORMATS))
          .default('text'),
      )
      .option('--json', 'print the lines as they are in the log (--format json)')
      .option('--verify', 'look for lines that are torn, foreign, out of order or missing')
      .option('--rotate', 'put the log aside and begin a new one')
      .option('--collect', 'write into the log what sandboxed commands send, until ^C')
      .option('--path', 'print where the log is'),
  run: async (world, _args, options) => {
    if (options['path']) return { stdout: `${locateLog(world)}\n` }
    if (options['collect']) return { stream: collect(world) }
    const settings = readAuditSettings(world)
    if (options['rotate']) return describeRotation(world, await rotateLog(world, settings))
    const warnings = await mergeSpools(world)
    if (options['verify']) return verify(world, options['json'] === true)
    await rotateLarge(world, settings)
    const stream = streamLog(world, {
      count: typeof options['lines'] === 'number' ? options['lines'] : Infinity,
      follow: options['follow'] === true,
      format: findFormat(options['json'] ? 'json' : options['format']),
      full: options['full'] === true,
      filter: readFilter(world, options),
    })
    return { stream, stderr: warnings.map((one) => `${PROGRAM}: ${one}\n`).join('') }
  },
}

function describeRotation(world: World, isDone: boolean): Outcome {
  const log = locateLog(world)
  return { stdout: isDone ? `${log} was rotated\n` : `there is nothing to rotate in ${log}\n` }
}

async function verify(world: World, isJson: boolean): Promise<Outcome> {
  const verdict = await reachVerdict(world)
  const render = isJson ? renderVerdictJson : renderVerdict
  return { stdout: render(verdict), status: isWhole(verdict) ? EXIT.ok : EXIT.failed }
}

function readFilter(world: World, options: Readonly<Record<string, unknown>>): Filter {
  const read = (name: string) => {
    const value = options[name]
    return typeof value === 'string' ? value : undefined
  }
  const dir = read('project')
  return {
    project: dir === undefined ? undefined : nameProject(world.cwd, dir),
    thread: read('thread'),
    call: read('call'),
    state: read('state'),
  }
}

function parseCount(text: string): number {
  if (text === 'all') return Infinity
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('expected a number, or all')
}

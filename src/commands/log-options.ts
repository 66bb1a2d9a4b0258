import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Filter, nameProject } from '../audit/read/filter.js'
import { STATES } from '../audit/read/record.js'
import type { Showing } from '../audit/read/stream.js'
import { FORMATS, findFormat } from '../audit/show/formats/index.js'
import { readClock, type World } from '../system/world.js'

type Options = Readonly<Record<string, unknown>>

const DEFAULT_LINES = 20

/** More than a review needs, and as many as every browser filters at once. */
const DEFAULT_PAGE_LINES = 50_000

/** Declares which entries `log` shows, and how. */
export function defineShowing(command: Command): Command {
  return command
    .option('-f, --follow', 'go on with the commands to come, until ^C')
    .option(
      '-n, --lines <n>',
      `how many, the newest ones; or all (default: ${DEFAULT_LINES}, with --since all, in a page ${DEFAULT_PAGE_LINES})`,
      parseCount,
    )
    .option('--full', 'the whole text of long commands, and what was wrong')
    .option('--project <dir>', 'only commands of this project, or below this directory')
    .option('--thread <id>', "only commands of this agent's thread")
    .option('--call <id>', 'only commands of this tool call')
    .option('--grep <text>', 'only commands in whose text this stands')
    .option('--since <when>', 'only what is not older: 30m, 2h, 7d, or a date and time', parseSince)
    .addOption(new Option('--state <state>', 'only commands in this state').choices(STATES))
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(Object.keys(FORMATS))
        .default('text'),
    )
    .addOption(
      new Option('--json', 'print the lines of the log themselves (--format json)').conflicts(
        'format',
      ),
    )
    .addOption(
      new Option('--html <file>', 'write them as one page for a browser; - prints it').conflicts([
        ...['follow', 'format', 'json', 'explain', 'verify', 'rotate', 'collect', 'path'],
      ]),
    )
    .option('--force', 'with --html: overwrite a file that is no such page')
}

/** What these options ask for. */
export function parseShowing(world: World, options: Options): Showing {
  const { lines, html, since } = options
  const few = since === undefined ? DEFAULT_LINES : Infinity
  const usual = html === undefined ? few : DEFAULT_PAGE_LINES
  return {
    count: typeof lines === 'number' ? lines : usual,
    follow: options['follow'] === true,
    format: findFormat(options['json'] ? 'json' : options['format']),
    full: options['full'] === true,
    filter: parseFilter(world, options),
  }
}

function parseFilter(world: World, options: Options): Filter {
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
    grep: read('grep'),
    since: read('since'),
  }
}

function parseCount(text: string): number {
  if (text === 'all') return Infinity
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a number, or all.')
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** A time as the log has it, of a span before now (`2h`) or of a date and time (ISO 8601; local unless it says otherwise). */
function parseSince(text: string): string {
  const [, digits, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  const seconds = Number(digits) * (UNITS[unit] ?? 1)
  const isDate =
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
  // Of a date alone JavaScript takes the beginning of the day in UTC.
  const date = /^[\d-]{10}$/.test(text) ? `${text}T00:00` : text
  const time =
    digits === undefined
      ? isDate
        ? Date.parse(date)
        : Number.NaN
      : readClock().getTime() - seconds * 1000
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw new InvalidArgumentError('Expected 30m, 2h, 7d, 2026-11-21 or 2026-11-21T08:00.')
}

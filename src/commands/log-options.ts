import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Filter, nameProject } from '../audit/read/filter.js'
import { STATES } from '../audit/read/record.js'
import type { Showing } from '../audit/read/stream.js'
import { FORMATS, findFormat } from '../audit/show/formats/index.js'
import type { World } from '../system/world.js'

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
      `how many, the newest ones; or all (default: ${DEFAULT_LINES}, in a page ${DEFAULT_PAGE_LINES})`,
      parseCount,
    )
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
  const { lines, html } = options
  const usual = html === undefined ? DEFAULT_LINES : DEFAULT_PAGE_LINES
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
  }
}

function parseCount(text: string): number {
  if (text === 'all') return Infinity
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a number, or all.')
}

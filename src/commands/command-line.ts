import { Command, CommanderError } from 'commander'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { describeVersion, readVersion } from '../system/version.js'
import type { World } from '../system/world.js'
import { escapeControls } from '../text/fold-lines.js'
import type { CommandSpec, DescribingSpec, Outcome } from './command.js'
import type { CommandGroup } from './index.js'

const DESCRIPTION = `Gives every command an AI coding agent runs the environment its project declared.

Run a command:
  -- CMD [ARG...]                   in the environment declared here
  exec [-C DIR] -- CMD [ARG...]     the same, in another directory

Start an agent:
  start AGENT [ARG...]              its commands run in the environment of their project`

/** Finds the part of the table that a command line needs, by its first word. */
export type LoadCommands = (word: string | undefined) => Promise<readonly CommandGroup[]>

/** Runs one command line; what it has to say is returned, not printed. */
export async function runCommandLine(
  world: World,
  argv: readonly string[],
  load: LoadCommands,
): Promise<Outcome> {
  const said = { stdout: '', stderr: '' }
  let outcome: Outcome = {}
  const groups = await load(argv[0])
  const program = buildProgram(groups, async (spec, args, options) => {
    const said =
      'run' in spec
        ? await spec.run(world, args, options)
        : spec.describe(describeProgram(groups), args)
    outcome = options['json'] ? { form: 'json', ...said } : said
  })
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        said.stdout += text
      },
      writeErr: (text) => {
        said.stderr += text
      },
      outputError: (text, write) => write(nameProgram(showArguments(text, argv))),
    })
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return outcome
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { ...said, status: error.exitCode === 0 ? EXIT.ok : EXIT.usage }
  }
}

function nameProgram(text: string): string {
  return text.replace(/^error: /, `${PROGRAM}: `)
}

/** What commander says of an argument has the whole of it: it must not end the line. */
function showArguments(text: string, argv: readonly string[]): string {
  const words = argv.flatMap((word) => [word, word.slice(word.indexOf('=') + 1)])
  return words
    .filter((word) => word.includes('\n'))
    .reduce((shown, word) => shown.replaceAll(word, escapeControls(word)), text)
}

type Run = (
  spec: CommandSpec | DescribingSpec,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<void>

/** The command line as commander sees it, built from the one table: to look at and not to run. */
export function describeProgram(groups: readonly CommandGroup[]): Command {
  return buildProgram(groups, async () => {})
}

function buildProgram(groups: readonly CommandGroup[], run: Run): Command {
  const program = new Command(PROGRAM)
    .description(DESCRIPTION)
    .version(describeVersion(readVersion()), '-V, --version')
    .helpCommand('help [command]', 'show the help of a command')
    .showHelpAfterError(`  ${PROGRAM} --help`)
  for (const { title, commands } of groups) {
    for (const spec of commands) program.addCommand(buildCommand(spec, title, run))
  }
  return program
}

function buildCommand(spec: CommandSpec | DescribingSpec, title: string, run: Run): Command {
  const command = new Command(spec.name).summary(spec.summary).description(spec.summary)
  spec.define(command)
  const examples = spec.examples.map((line) => `  ${line}`).join('\n')
  return command
    .helpGroup(`${title}:`)
    .showHelpAfterError(`  ${PROGRAM} ${spec.name} --help`)
    .addHelpText('after', `\nExamples:\n${examples}`)
    .action(() => run(spec, command.args, command.opts()))
}

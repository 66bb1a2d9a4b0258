import { InvalidArgumentError, Option } from 'commander'
import { renderAnswer } from '../effective/answer.js'
import { readEffective } from '../effective/reading.js'
import { FORMS } from '../effective/text.js'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { CommandSpec } from './command.js'

/** Shows the environment that a command here would get, and where each value comes from. */
export const env: CommandSpec = {
  name: 'env',
  summary: 'show the environment a command here would get, and where it comes from',
  examples: [
    `${PROGRAM} env --diff`,
    `${PROGRAM} env --explain LD_LIBRARY_PATH`,
    `eval "$(${PROGRAM} env --shell bash --show-secrets)"`,
    `${PROGRAM} env --agent --diff`,
  ],
  define: (command) =>
    command
      .argument('[dir]', 'where (default: here)')
      .option('--diff', 'only what differs from what it starts from')
      .option(
        '--explain [name]',
        'every layer that touched a name: which won, which lost, its line',
      )
      .option(
        '--agent [pid]',
        "start from a running agent's environment, not this terminal's",
        parsePid,
      )
      .addOption(new Option('--shell <form>', 'for a program to read').choices(FORMS))
      .option('--show-secrets', 'show secrets, which are masked otherwise')
      .option('--json', 'print it as JSON'),
  run: async (world, [dir], options) => {
    const effective = await readEffective(world, dir, options['agent'])
    const { compiled } = effective
    const isBroken = compiled?.state === 'last-good' || compiled?.state === 'failed'
    const isRefused = isBroken && compiled.onError === 'refuse'
    const stdout = renderAnswer(world, effective, {
      diff: options['diff'] === true,
      explain: readExplain(options['explain']),
      form: FORMS.find((form) => form === options['shell']),
      showSecrets: options['showSecrets'] === true,
      json: options['json'] === true,
    })
    const stderr = compiled?.problem ? `${PROGRAM}: ${compiled.problem}\n` : ''
    const { shell } = options
    const form = shell === 'json' ? 'json' : shell ? 'exact' : undefined
    return { stdout, stderr, ...(form ? { form } : {}), status: isRefused ? EXIT.refused : EXIT.ok }
  },
}

function parsePid(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected the number of a process.')
}

function readExplain(option: unknown): string | boolean {
  return typeof option === 'string' ? option : option === true
}

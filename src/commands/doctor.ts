import { examine } from '../doctor/examination.js'
import { describeExamination } from '../doctor/report.js'
import { EXIT } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { chooseColors } from '../text/colors.js'
import type { CommandSpec } from './command.js'

/** Looks for what keeps commands from getting their environment. */
export const doctor: CommandSpec = {
  name: 'doctor',
  summary: 'look for what keeps commands from getting their environment',
  examples: [`${PROGRAM} doctor`, `${PROGRAM} doctor ~/src/project --json`],
  define: (command) =>
    command
      .argument('[dir]', 'where (default: here)')
      .option('--quiet', 'only what is wrong')
      .option('--json', 'print it as JSON'),
  run: async (world, [dir], { json, quiet }) => {
    const checks = await examine(world, dir)
    const status = checks.some(({ health }) => health === 'broken') ? EXIT.failed : EXIT.ok
    if (json) return { stdout: `${JSON.stringify({ checks }, null, 2)}\n`, status }
    return { stdout: describeExamination(checks, chooseColors(world), quiet === true), status }
  },
}

import { PROGRAM } from '../system/names.js'
import { describeVersion, readVersion } from '../system/version.js'
import type { CommandSpec } from './command.js'

/** Prints which release this is. */
export const version: CommandSpec = {
  name: 'version',
  summary: 'print which version this is',
  examples: [`${PROGRAM} version`, `${PROGRAM} version --json`],
  define: (command) =>
    command.option('--json', 'print it as JSON, with the commit it was built of'),
  run: async (_world, _args, { json }) => {
    const read = readVersion()
    return { stdout: `${json ? JSON.stringify(read, null, 2) : describeVersion(read)}\n` }
  },
}

import { runCommandLine } from '../commands/command-line.js'
import { log } from '../commands/log.js'
import { start } from '../start.js'

// `log` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [log]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

import { start } from '../../start.js'
import { runCommandLine } from '../command-line.js'
import { log } from '../log.js'

// `log` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [log]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

import { start } from '../../start.js'
import { runCommandLine } from '../command-line.js'
import { status } from '../status.js'

// `status` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [status]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

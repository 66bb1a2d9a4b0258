import { start } from '../../start.js'
import { runCommandLine } from '../command-line.js'
import { env } from '../env.js'

// `env` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [env]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

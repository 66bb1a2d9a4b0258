import { start } from '../../start.js'
import { allow } from '../allow.js'
import { runCommandLine } from '../command-line.js'

// `allow` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [allow]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

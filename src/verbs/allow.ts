import { allow } from '../commands/allow.js'
import { runCommandLine } from '../commands/command-line.js'
import { start } from '../start.js'

// `allow` alone, a program of its own and one file: Node took longer to find and read the rest than to answer.
const commands = [allow]
start((world, argv) => runCommandLine(world, argv, async () => [{ title: 'Verb', commands }]))

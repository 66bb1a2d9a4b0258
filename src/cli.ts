import { runProgram } from './commands/program.js'
import { start } from './start.js'

// The control plane: a program of its own, which shells/launch/control.bash opens for every verb that has none.
start(runProgram)

import { testArgv } from '../shells/argv/suite.js'
import { countRuns } from './fuzz/mutation.js'

// For each of two shells.
testArgv(countRuns(0.2))

import { testArgv } from './argv/suite.js'

testArgv(200)

import { testBytes } from './bytes/suite.js'

testBytes(75)

import { testBytes } from '../shells/bytes/suite.js'

testBytes(5000)

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  apply,
  compiled,
  inherited,
  prepend,
  readValues,
  SHELLS,
  set,
  text,
} from '../dialects/shells.js'

/** What a shell might take for its own, more often than chance would have it. */
const SPECIAL = [
  ...' \t\n\r\'"`$\\!#&*()[]{}<>|;?~=-%@^,:',
  '$(',
  '${',
  "'\\''",
  '\\\n',
  '€',
  '😀',
  '\u007f',
]

const value = fc
  .array(fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 20,
  })
  .map((pieces) => pieces.join('').replaceAll('\0', ''))

/** Many values for each process. */
const values = fc.array(value, { minLength: 60, maxLength: 60 })

const RUNS = { numRuns: 25 }

test.each(SHELLS)('$name sets whatever is declared, byte for byte', (shell) => {
  fc.assert(
    fc.property(values, (list) => {
      const ops = list.map((each, index) => set(`V${index}`, text(each)))
      expect(readValues(apply(shell, compiled(ops)), list.length)).toEqual(list)
    }),
    RUNS,
  )
})

test.each(SHELLS)('$name takes whatever it inherits, byte for byte', (shell) => {
  fc.assert(
    fc.property(values, (list) => {
      const env = Object.fromEntries(list.map((each, index) => [`I${index}`, each]))
      const ops = list.map((each, index) => set(`V${index}`, inherited(`I${index}`), text(each)))
      const result = readValues(apply(shell, compiled(ops), env), list.length)
      expect(result).toEqual(list.map((each) => each + each))
    }),
    RUNS,
  )
})

test.each(SHELLS)('$name puts whatever is declared in front of a list', (shell) => {
  fc.assert(
    fc.property(values, (list) => {
      const entries = list.map((each) => `/${each.replaceAll(':', '')}`)
      const env = Object.fromEntries(entries.map((_, index) => [`V${index}`, 'old']))
      const ops = entries.map((each, index) => prepend(`V${index}`, [text(each)]))
      const result = readValues(apply(shell, compiled(ops), env), list.length)
      expect(result).toEqual(entries.map((each) => `${each}:old`))
    }),
    RUNS,
  )
})

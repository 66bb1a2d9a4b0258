import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSealed, sealJson } from '../../../src/files/sealed-json.js'
import { check } from './mutation.js'

type Change = {
  readonly value: object
  readonly at: number
  readonly length: number
  readonly put: string
}

const value = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 8 }).filter((name) => name !== 'seal'),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 6 },
)
const change: fc.Arbitrary<Change> = fc.record({
  value,
  at: fc.nat(),
  length: fc.nat(30),
  put: fc.oneof(fc.constantFrom('', '0', '"', ' ', '}', '{}', 'null'), fc.string({ maxLength: 5 })),
})

test('what was sealed is read as it was written, or after any change not at all', () => {
  check<Change>(1, 'sealed', change, ({ value, at, length, put }) => {
    const text = sealJson(value)
    const written = JSON.stringify(value)
    expect(JSON.stringify(openSealed(text))).toBe(written)
    const start = at % text.length
    const spoilt = openSealed(text.slice(0, start) + put + text.slice(start + length))
    if (spoilt && JSON.stringify(spoilt) !== written) throw new Error(JSON.stringify(spoilt))
  })
})

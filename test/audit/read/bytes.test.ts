import { expect, test } from 'vitest'
import { decodeBytes, rejoinBytes } from '../../../src/audit/read/bytes.js'

test.each([
  ['plain', 'plain'],
  ['é€😀', 'é€😀'],
  [Buffer.from([0x61, 0xff, 0x62]), 'a\udcffb'],
  [Buffer.from([0xe9]), '\udce9'],
  [Buffer.from([0xc3, 0xa9, 0xe9, 0xc3, 0xa9]), 'é\udce9é'],
  [Buffer.from([0xed, 0xa0, 0x80]), '\udced\udca0\udc80'],
  [Buffer.from([0xc0, 0xaf]), '\udcc0\udcaf'],
  [Buffer.from([0xf0, 0x9f, 0x98]), '\udcf0\udc9f\udc98'],
])('%j loses nothing', (bytes, text) => {
  expect(decodeBytes(Buffer.from(bytes))).toBe(text)
})

/** The inverse: what PEP 383 calls encoding with surrogateescape. */
function encode(text: string): Buffer {
  const bytes = [...text].map((one) => {
    const code = one.codePointAt(0) ?? 0
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(one)
  })
  return Buffer.concat(bytes)
}

test('any bytes can be had back from their text', () => {
  const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * at * 31 + at * 7) >> 3))
  expect(encode(decodeBytes(bytes)).equals(bytes)).toBe(true)
})

test('bytes that were carried one by one are characters again, if they are any', () => {
  expect(rejoinBytes('é \udcc3\udca9\udcff \udcc3')).toBe('é é\udcff \udcc3')
})

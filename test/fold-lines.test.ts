import { expect, test } from 'vitest'
import { foldLines } from '../src/fold-lines.js'

test('a problem is one line that cannot move the cursor', () => {
  expect(foldLines('a\n  b\u001b[2Jc\u202ed\r')).toBe('a; b\\u{1b}[2Jc\\u{202e}d\\u{d}')
})

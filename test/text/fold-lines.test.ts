import { expect, test } from 'vitest'
import { escapeControls, foldLines } from '../../src/text/fold-lines.js'

test('a problem is one line that cannot move the cursor', () => {
  expect(foldLines('a\n  b\u001b[2Jc\u202ed\r')).toBe('a; b\\u{1b}[2Jc\\u{202e}d\\u{d}')
})

test.each([
  ['a\nb\tc', 'a\\nb\\tc'],
  ['\u001b[31m\r\u007f\u009b', '\\u{1b}[31m\\u{d}\\u{7f}\\u{9b}'],
  ['\u202e\u2066\u200b\u2028', '\\u{202e}\\u{2066}\\u{200b}\\u{2028}'],
  ['\udcff', '\\xff'],
  ['\ud800', '\\u{d800}'],
  ['é 漢 😀', 'é 漢 😀'],
])('%j is shown as it is, and does nothing', (text, shown) => {
  expect(escapeControls(text)).toBe(shown)
})

test('an escape can be set off from the same letters', () => {
  expect(escapeControls('\\n\n', (shown) => `<${shown}>`)).toBe('\\n<\\n>')
})

import { expect, test } from 'vitest'
import { foldName } from '../../src/variables/variable-name.js'

test.each([
  ['Path', 'PATH', 'win32', true],
  ['path', 'Path', 'win32', true],
  ['Path', 'PATHS', 'win32', false],
  ['straße', 'STRASSE', 'win32', true],
  ['Path', 'PATH', 'linux', false],
  ['Path', 'PATH', 'darwin', false],
  ['PATH', 'PATH', 'linux', true],
] as const)('%s and %s on %s are one name: %s', (one, other, platform, expected) => {
  expect(foldName(one, platform) === foldName(other, platform)).toBe(expected)
})

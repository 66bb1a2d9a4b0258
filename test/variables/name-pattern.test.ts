import { expect, test } from 'vitest'
import { isNamePattern, matchesName } from '../../src/variables/name-pattern.js'

test.each([
  ['LD_*', 'LD_LIBRARY_PATH', true],
  ['LD_*', 'LD_', true],
  ['LD_*', 'OLD_PATH', false],
  ['*_HOME', 'CUDA_HOME', true],
  ['*', 'PATH', true],
  ['CUDA', 'CUDA_HOME', false],
  ['CUDA_HOME', 'CUDA_HOME', true],
  ['*', 'OPENAI_API_KEY', false],
  ['GITHUB_*', 'GITHUB_TOKEN', false],
  ['*SECRET*', 'MY_SECRET', false],
  ['GITHUB_TOKEN', 'GITHUB_TOKEN', true],
  ['*', 'PAGER', false],
  ['*', 'TERM', false],
  ['PAGER', 'PAGER', true],
])('%s means %s: %s', (pattern, name, expected) => {
  expect(matchesName(pattern, name)).toBe(expected)
})

test.each([
  ['LD_*', true],
  ['*', true],
  ['A1', true],
  ['1A', false],
  ['A-B', false],
  ['', false],
  ['A.*', false],
])('%j is a pattern: %s', (text, expected) => {
  expect(isNamePattern(text)).toBe(expected)
})

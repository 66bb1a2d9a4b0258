import { expect, test } from 'vitest'
import { renderMissing } from './missing.js'

test('a run that skipped nothing ends without a list', () => {
  expect(renderMissing([], 'linux')).toBe('')
})

test('what tests were skipped for is named once, with the one line that brings it', () => {
  expect(renderMissing(['zsh', 'cc', 'fish', 'zsh', 'mise'], 'linux')).toBe(
    [
      'Tests were skipped because these programs are not here: cc, fish, mise, zsh',
      'To run them too:',
      '  sudo apt-get install gcc libc6-dev fish zsh',
      '  npm --prefix test/providers ci',
      '',
    ].join('\n'),
  )
})

test('on macOS only what Homebrew has is asked of it', () => {
  expect(renderMissing(['strace', 'zsh'], 'darwin')).toContain('\n  brew install zsh\n')
  expect(renderMissing(['strace'], 'darwin')).not.toContain('brew')
})

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../product.js'
import { isMissing } from '../programs.js'

test.skipIf(isMissing('shellcheck'))('shellcheck finds nothing', { timeout: 120_000 }, () => {
  expect(runScript('shellcheck')).toMatchObject({ status: 0, stdout: '' })
})

test.skipIf(isMissing('zsh'))('zsh can read what it sources', () => {
  expect(runScript('zshcheck')).toMatchObject({ status: 0, stderr: '' })
})

/** Runs a script of package.json. */
function runScript(name: string) {
  return spawnSync('npm', ['run', '--silent', name], { cwd: REPOSITORY, encoding: 'utf8' })
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderPlan } from '../../src/dialects/posix.js'
import { watchFile } from '../../src/files/watched.js'
import { isMissing } from '../programs.js'
import { makeFolder, write } from '../world.js'
import { compiled, set, text } from './shells.js'

const FILES = ['.envrc', '.nvmrc', 'deep/pyvenv.cfg', 'same', "it's"]
const ABSENT = ['.node-version', 'gone/away']
const HOUR = 3600

/** A plan that is younger than all that its providers read; two of the files are of the same time. */
function makePlan(root: string) {
  const elsewhere = join(makeFolder(), 'versions')
  mkdirSync(elsewhere)
  const now = Date.now() / 1000
  const files = [...FILES.map((name) => write(join(root, name), '')), elsewhere]
  const age = (file: string, hours: number) =>
    utimesSync(file, now - hours * HOUR, now - hours * HOUR)
  for (const [index, file] of files.entries()) age(file, 10 - index)
  age(join(root, 'same'), 9)
  const absent = ABSENT.map((name) => join(root, name))
  const plan = join(makeFolder(), 'plan')
  const provided = [...files, ...absent].map(watchFile)
  writeFileSync(
    plan,
    renderPlan(compiled([set('A', text('1'))], { root, watched: [], provided }), '/s'),
  )
  age(plan, 0.5)
  const ask = (shell: string, stale = '') =>
    execFileSync(
      shell,
      ['-c', `__codex_env_stale=${stale} __codex_env_plan=${plan}; . ${plan}; echo $? $A`],
      { encoding: 'utf8' },
    ).trim()
  return { files, elsewhere, absent, ask, age }
}

const APPLIED = '3 1'
const STALE = '1'

describe.each(['bash', 'zsh'])('%s', (shell) => {
  test.skipIf(isMissing(shell))('sees every change of what providers read', () => {
    const { files, elsewhere, absent, ask, age } = makePlan(makeFolder())
    expect(ask(shell)).toBe(APPLIED)
    for (const file of files) {
      const { mtimeMs } = statSync(file)
      utimesSync(file, Date.now() / 1000, Date.now() / 1000)
      expect(ask(shell), `${file} edited`).toBe(STALE)
      expect(ask(shell, '1'), `${file} not looked at`).toBe(APPLIED)
      utimesSync(file, mtimeMs / 1000, mtimeMs / 1000)
      expect(ask(shell)).toBe(APPLIED)
      if (file === elsewhere) continue
      rmSync(file)
      expect(ask(shell), `${file} gone`).toBe(STALE)
      writeFileSync(file, '')
      utimesSync(file, mtimeMs / 1000, mtimeMs / 1000)
      expect(ask(shell)).toBe(APPLIED)
    }
    for (const file of absent) {
      age(write(file, ''), 100)
      expect(ask(shell), `${file} there`).toBe(STALE)
      rmSync(file)
    }
    for (const file of files) rmSync(file, { recursive: true })
    expect(ask(shell), 'all gone').toBe(STALE)
  })

  test.skipIf(isMissing(shell))('sees them in the project of the root directory, too', () => {
    const one = write(join(makeFolder(), '.envrc'), '')
    const plan = join(makeFolder(), 'plan')
    const provided = [watchFile(one)]
    writeFileSync(plan, renderPlan(compiled([], { root: '/', watched: [], provided }), '/s'))
    const status = () =>
      execFileSync(shell, ['-c', `__codex_env_plan=${plan}; . ${plan}; echo $?`], {
        encoding: 'utf8',
      }).trim()
    expect(status()).toBe('3')
    rmSync(one)
    expect(status()).toBe('1')
  })
})

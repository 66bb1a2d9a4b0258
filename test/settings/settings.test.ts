import { expect, test } from 'vitest'
import { parseSettings } from '../../src/settings/settings.js'

const file = '/c/config.ini'

test('settings that are not there have their defaults', () => {
  expect(parseSettings(undefined, file)).toEqual({
    ops: [],
    restore: [],
    login: 'suppress',
    onError: 'last-good',
    audit: { required: false, exit: false, maxBytes: Infinity, keep: 8 },
    secure: { mode: 'default', folders: [] },
  })
})

test('every setting can be given', () => {
  const text = `[env]\nA = 1\n[path]\nPATH[] = \${HOME}/bin\n[unset]\nnames[] = B
[shell]\nlogin = reapply\n[plan]\non_error = refuse\n[audit]\nrequired = true\nexit = true\nmax_size = 64M\nkeep = 3
[secure]\nmode = off\nfolders[] = /opt/cluster/\n`
  const settings = parseSettings(text, file)
  expect(settings.ops.map(({ name }) => name)).toEqual(['A', 'PATH', 'B'])
  const audit = { required: true, exit: true, maxBytes: 64 * 1024 * 1024, keep: 3 }
  expect(settings).toMatchObject({ login: 'reapply', onError: 'refuse', audit })
  expect(settings.secure).toEqual({ mode: 'off', folders: ['/opt/cluster'] })
})

test('strict mode fails closed, whatever else the settings say', () => {
  const text = '[secure]\nmode = strict\n[plan]\non_error = last-good\n[audit]\nrequired = false\n'
  expect(parseSettings(text, file)).toMatchObject({ onError: 'refuse', audit: { required: true } })
})

test.each([
  ['[plan]\non_error = stop', ':2: [plan] on_error: "stop"\n  expected last-good or refuse'],
  ['[audit]\nrequired = 1', ':2: [audit] required: "1"'],
  ['[audit]\nmax_size = 10', ':2: [audit] max_size: "10"'],
  ['[audit]\nkeep = none', ':2: [audit] keep: "none"'],
  ['[secure]\nmode = lax', ':2: [secure] mode: "lax"\n  expected off, default, strict'],
  ['[secure]\nfolders[] = opt', ':2: [secure] folders[]: "opt"'],
  ['[secure]\nfolders[] = /opt/../tmp', ':2: [secure] folders[]: "/opt/../tmp"'],
  ['[secure]\nmodus = off', ':2: unknown key [secure] modus'],
  ['[audit]\nother = 1', ':2: unknown key [audit] other'],
  ['[project]\ninherit = true', ':1: unknown section [project]'],
  ['[path]\nPATH[] = bin', ':2: [path] PATH[]: a relative entry belongs to no project'],
])('%j is refused with its line', (text, message) => {
  expect(() => parseSettings(text, file)).toThrow(file + message)
})

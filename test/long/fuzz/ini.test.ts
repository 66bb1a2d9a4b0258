import fc from 'fast-check'
import ini from 'ini'
import { expect, test } from 'vitest'
import { decodeValue } from '../../../src/declaration/ini/value.js'
import { parseSettings } from '../../../src/settings/settings.js'
import { ShimError } from '../../../src/system/errors.js'
import { check, mutated } from './mutation.js'

const GOOD = [
  '[env]\nA = 1\nB = "a b" ; c\nC = ${A:-x}/${HOME}\n',
  '[path]\nPATH[] = /bin\nLD_LIBRARY_PATH[] = ${A}/lib # c\n[unset]\nnames[] = B\n',
  "[restore]\nnames[] = LD_*\n[shell]\nlogin = reapply\n[plan]\non_error = refuse\n[env]\nQ = '7'\n",
  '[audit]\nrequired = true\nmax_size = 64M\nkeep = 8\n',
]
const TOKENS = [
  '[',
  ']',
  '[]',
  '=',
  ' = ',
  '\n',
  '\r\n',
  '\r',
  ';',
  '#',
  '"',
  "'",
  '\\',
  '${',
  '}',
  ':-',
  '[env]\n',
  '[path]\n',
  '[audit]\n',
  'A',
  'names[]',
  '__proto__',
  'constructor',
  '\0',
  '\ufeff',
  '\u2028',
  '\ud800',
]

test('whatever a declaration says, it is understood or refused with a line of it', () => {
  check(0.7, 'declaration', mutated(GOOD, TOKENS), (text) => {
    try {
      for (const op of parseSettings(text, 'f').ops) expect(op.name).toMatch(/^[A-Za-z_]\w*$/)
    } catch (error) {
      if (!(error instanceof ShimError)) throw error
      const line = error.details.place?.line ?? 0
      if (line < 1 || line > text.split(/\r\n|\n|\r/).length) throw error
    }
  })
})

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !one.includes('\0'))

test('a value in double quotes is itself', () => {
  check(0.1, 'quoted-value', text, (value) => {
    expect(decodeValue(` ${JSON.stringify(value)} ; comment`)).toEqual({
      ok: true,
      value,
      quote: '"',
    })
  })
})

test('a value without quotes means what `ini` takes it for, or is refused', () => {
  check(
    0.2,
    'plain-value',
    mutated(
      GOOD,
      TOKENS.filter((one) => !/[\n\r]/.test(one)),
    ),
    (written) => {
      // The pattern by which `ini` finds an entry passes over these.
      const raw = written.replace(/[\r\n\u2028\u2029]/g, ' ').trim()
      const decoded = decodeValue(raw)
      if (!decoded.ok || /^["']/.test(raw)) return
      expect(decoded.value).toBe(String(ini.parse(`key = ${raw}`)['key']))
    },
  )
})

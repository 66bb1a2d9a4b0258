import { expect, test } from 'vitest'
import { HOSTILE_VALUES } from '../hostile-values.js'
import {
  ABSENT,
  apply,
  compiled,
  either,
  inherited,
  prepend,
  readValues,
  restore,
  SHELLS,
  set,
  text,
  unset,
} from './shells.js'

const count = HOSTILE_VALUES.length

for (const { name } of ABSENT) test.skip(`${name} sources plans`)

test.each(SHELLS)('$name sets every value exactly', (shell) => {
  const ops = HOSTILE_VALUES.map((value, index) => set(`V${index}`, text(value)))
  expect(readValues(apply(shell, compiled(ops)), count)).toEqual(HOSTILE_VALUES)
})

test.each(SHELLS)('$name takes every inherited value exactly', (shell) => {
  const env = Object.fromEntries(HOSTILE_VALUES.map((value, index) => [`I${index}`, value]))
  const ops = HOSTILE_VALUES.map((_, index) =>
    set(`V${index}`, text("a'b"), inherited(`I${index}`), text('}"')),
  )
  const expected = HOSTILE_VALUES.map((value) => `a'b${value}}"`)
  expect(readValues(apply(shell, compiled(ops), env), count)).toEqual(expected)
})

test.each(SHELLS)('$name takes every default exactly', (shell) => {
  const ops = HOSTILE_VALUES.map((value, index) =>
    set(
      `V${index}`,
      text('<'),
      either('EMPTY', value),
      either('ABSENT', value),
      either('I', value),
      text('>'),
    ),
  )
  const expected = HOSTILE_VALUES.map((value) => `<${value}${value}it's *>`)
  const env = { EMPTY: '', I: "it's *" }
  expect(readValues(apply(shell, compiled(ops), env), count)).toEqual(expected)
})

test.each(SHELLS)('$name takes more than nine defaults', (shell) => {
  const pieces = Array.from({ length: 12 }, (_, index) => either('ABSENT', `${index};`))
  expect(apply(shell, compiled([set('V', ...pieces)]))['V']).toBe('0;1;2;3;4;5;6;7;8;9;10;11;')
})

test.each(SHELLS)('$name puts every list entry in front exactly', (shell) => {
  const entries = HOSTILE_VALUES.filter((value) => value !== '' && !value.includes(':'))
  const ops = entries.flatMap((value, index) => [
    prepend(`V${index}`, [text(value)], [inherited('A'), text(value)], [either('ABSENT', value)]),
  ])
  const expected = entries.map((value) => [value, `a  *${value}`, 'old'].join(':'))
  const env = Object.fromEntries(entries.map((_, index) => [`V${index}`, 'old']))
  const result = apply(shell, compiled(ops), { ...env, A: 'a  *' })
  expect(readValues(result, entries.length)).toEqual(expected)
})

test.each(SHELLS)('$name drops an entry whose variable is unset or empty', (shell) => {
  const entries = [
    [text('/a')],
    [inherited('ABSENT'), text('/lib')],
    [inherited('A'), text('/'), inherited('EMPTY')],
    [inherited('A'), text('/lib')],
  ]
  const env = { A: '/x y', EMPTY: '', L: '/old' }
  expect(apply(shell, compiled([prepend('L', ...entries)]), env)['L']).toBe('/a:/x y/lib:/old')
})

test.each(SHELLS.filter(({ dialect }) => dialect === 'posix'))(
  '$name leaves a list absent whose entries are all dropped',
  (shell) => {
    const result = apply(shell, compiled([prepend('L', [inherited('ABSENT'), text('/lib')])]))
    expect('L' in result).toBe(false)
  },
)

test.each(SHELLS)('$name restores every value exactly, and only where there is none', (shell) => {
  const ops = HOSTILE_VALUES.map((value, index) => restore(`V${index}`, value))
  expect(readValues(apply(shell, compiled(ops)), count)).toEqual(HOSTILE_VALUES)
  const env = Object.fromEntries(HOSTILE_VALUES.map((_, index) => [`V${index}`, `${index}`]))
  expect(apply(shell, compiled(ops), { ...env, V0: '' })).toMatchObject({ ...env, V0: '' })
})

/** Every PATH has the folders that the shells and their programs are in. */
test.each([
  ['a lost entry comes before the next one', 'A:R', 'H:R:L', 'A:H:R:L'],
  ['what is left comes last', 'A:R:Z', 'R:L', 'A:R:Z:L'],
  ["the agent's order stays", 'A:/b:/a:R', '/x:/a:/y:/b:R:/z', 'A:/y:/b:/x:/a:R:/z'],
  ['nothing is lost', 'A:/a:R', '/a:R', 'A:/a:R'],
  ['nothing is lost, in another order', '/a:A:R', 'R:/a', '/a:A:R'],
  ['what stands twice is put back once', 'A:R', '/a:/a:R:/a', 'A:/a:R'],
  ['an empty entry stays', ':R', '/a::R', ':/a:R'],
  ['any character', 'A:R', "/it's $HOME:/a*?[x]:/\\:R", "A:/it's $HOME:/a*?[x]:/\\:R"],
  ['a pattern is no pattern', '/abc:R', '/a*:/x:R', '/abc:/a*:/x:R'],
])('restoring PATH: %s', (_, given, terminal, expected) => {
  const write = (path: string) => path.replace('R', '/usr/bin:/bin').replace('A', '/agent')
  const plan = compiled([restore('PATH', write(terminal))])
  const results = SHELLS.map((shell) => [
    shell.name,
    apply(shell, plan, { PATH: write(given) })['PATH'],
  ])
  // fish calls the empty entry by the name that it means.
  const fish = write(expected).replace(/^:/, '.:')
  expect(results).toEqual(
    SHELLS.map(({ name, dialect }) => [name, dialect === 'fish' ? fish : write(expected)]),
  )
})

test.each(SHELLS)('$name applies operations in order', (shell) => {
  const ops = [
    unset('A'),
    set('B', text('1')),
    set('C', inherited('B'), inherited('A')),
    unset('B'),
  ]
  const result = apply(shell, compiled(ops), { A: 'x', B: 'y' })
  expect([result['A'], result['B'], result['C']]).toEqual([undefined, undefined, '1'])
})

test.each(SHELLS)('$name leaves proxy variables to an active proxy, and only then', (shell) => {
  const plan = compiled([set('HTTP_PROXY', text('mine')), unset('NO_PROXY')])
  const env = { HTTP_PROXY: 'theirs', NO_PROXY: 'x' }
  expect(apply(shell, plan, env)).toMatchObject({ HTTP_PROXY: 'mine' })
  expect('NO_PROXY' in apply(shell, plan, env)).toBe(false)
  expect(apply(shell, plan, { ...env, CODEX_NETWORK_PROXY_ACTIVE: '1' })).toMatchObject(env)
})

test.each(SHELLS)('$name leaves nothing of its own in the environment', (shell) => {
  const ops = [set('V', either('ABSENT', 'd')), prepend('L', [inherited('V'), text('/x')])]
  const stray = Object.keys(apply(shell, compiled(ops))).filter((name) => /codex/i.test(name))
  expect(stray).toEqual([])
})

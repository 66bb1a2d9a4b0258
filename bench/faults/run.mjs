import { readFileSync, writeFileSync } from 'node:fs'
import { CASES, runCase } from './cases.mjs'

/**
 * Fills the table of docs/faults.md: `npm run faults`, about half an hour. A part of it (`npm run faults -- 0.05`) is printed and not
 * kept. Ends with 1 where something is not zero. A second argument is the folder of a release, which is packed here if there is none.
 */
const part = Number(process.argv[2] ?? 1)
const FILE = new URL('../../docs/faults.md', import.meta.url)
const [BEGIN, END] = ['<!-- npm run faults -->\n', '<!-- end -->\n']

const rows = []
for (const one of CASES) {
  const { size, lost, lines, torn, refused, hangs } = await runCase(one, part)
  rows.push(`| ${size} ${one.title} | ${lost} | ${lines} | ${torn} | ${refused} | ${hangs} |\n`)
  process.stdout.write(rows.at(-1))
  if (lost + (one.mayLoseLines ? 0 : lines) + torn + refused + hangs > 0) process.exitCode = 1
}
if (part === 1) keep(rows)

function keep(rows) {
  const text = readFileSync(FILE, 'utf8')
  const [before = '', rest = ''] = text.split(BEGIN)
  const head =
    '| what was done | commands lost | lines lost | lines torn | refused | hangs |\n|---|---:|---:|---:|---:|---:|\n'
  writeFileSync(FILE, `${before}${BEGIN}${head}${rows.join('')}${END}${rest.split(END)[1] ?? ''}`)
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../commands/index.js'
import { buildProgram } from '../commands/program.js'
import { PROGRAM } from '../system/names.js'
import { readVersion } from '../system/version.js'
import { renderManual } from './manual.js'

/** A program of its own, which the build runs: it writes the manual into a folder. */
const folder = process.argv[2] ?? 'man'
const { version, date = new Date().toISOString().slice(0, 10) } = readVersion()
const program = buildProgram(async () => {})
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const { file, text } of renderManual(program, COMMANDS, {
  date,
  source: `${PROGRAM} ${version}`,
})) {
  writeFileSync(join(folder, file), text)
}

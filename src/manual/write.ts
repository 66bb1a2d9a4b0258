import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCommands } from '../commands/index.js'
import { describeProgram } from '../commands/program.js'
import { PROGRAM } from '../system/names.js'
import { readVersion } from '../system/version.js'
import { renderManual } from './manual.js'
import { renderTexts } from './texts.js'

/** A program of its own, which the build runs: it writes the manual into a folder, and the texts that never change into another. */
const [, , folder = 'man', texts = 'dist/texts'] = process.argv
const { version, date = new Date().toISOString().slice(0, 10) } = readVersion()
const commands = await loadCommands()
const program = describeProgram(commands)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const { file, text } of renderManual(program, commands, {
  date,
  source: `${PROGRAM} ${version}`,
})) {
  writeFileSync(join(folder, file), text)
}
mkdirSync(texts, { recursive: true })
for (const { file, text } of renderTexts(program)) writeFileSync(join(texts, file), text)

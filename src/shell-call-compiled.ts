import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

/**
 * shell-call.cjs, as V8 compiled it when it was installed: that took longer than what it has to do for a command. With `--keep` in front
 * (install.sh) it does the same and keeps what V8 has made of it; without that, or by another version of Node, it is compiled as ever.
 */
const program = fileURLToPath(new URL('./shell-call.cjs', import.meta.url))
const kept = `${program}.v8`

function readKept(): Buffer | undefined {
  try {
    return readFileSync(kept)
  } catch {
    return undefined
  }
}

/** A copy of another time counts neither while it is written nor if the power fails then. */
function keep(script: Script): void {
  writeFileSync(`${kept}.new`, script.createCachedData(), { flush: true })
  renameSync(`${kept}.new`, kept)
}

const isKeeping = process.argv[2] === '--keep'
if (isKeeping) process.argv.splice(2, 1)
const cachedData = isKeeping ? undefined : readKept()
const parameters = 'exports, require, __filename, __dirname'
const script = new Script(`(function (${parameters}) {${readFileSync(program, 'utf8')}\n})`, {
  filename: program,
  ...(cachedData ? { cachedData } : {}),
})
if (isKeeping) process.on('exit', () => keep(script))
// A part that is loaded later requires this file: it must find what runs here, and not run it again.
const require = createRequire(program)
const module = new Module(program)
require.cache[program] = module
script.runInThisContext()(module.exports, require, program, dirname(program))

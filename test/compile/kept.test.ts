import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROUTES } from '../routes.js'
import { ownProduct, sandbox } from '../sandbox.js'

const build = () => sandbox(ownProduct()).declare('[env]\nVALUE = 0\n').allow().build()

/** Every use is a plain one: Node says in its exit status whether V8 took what was kept. */
const IS_TAKEN = `const [, file] = process.argv
const text = require('fs').readFileSync(file, 'utf8')
const source = '(function (exports, require, __filename, __dirname) {' + text + '\\n})'
const cachedData = require('fs').readFileSync(file + '.v8')
process.exit(new (require('vm').Script)(source, { filename: file, cachedData }).cachedDataRejected ? 1 : 0)`

test('what V8 made of the compiler is kept by the installation, and V8 takes it', async () => {
  const box = await build()
  const program = join(box.product.data, 'dist/shell-call.cjs')
  const how = [process.execPath, '--v8-pool-size=1', '-e', IS_TAKEN, program]
  expect(await box.run(how)).toMatchObject({ stdout: '', stderr: '', status: 0 })
})

test('plans are made without it, too, and whatever has become of it', async () => {
  const box = await build()
  const kept = join(box.product.data, 'dist/shell-call.cjs.v8')
  const whole = readFileSync(kept)
  const another = Buffer.from(whole)
  // The version of V8 is at its front.
  another.fill(0x55, 0, 12)
  for (const [at, text] of [whole, whole.subarray(0, 5000), Buffer.of(), another].entries()) {
    writeFileSync(kept, text)
    box.write('project/.codex/env.ini', `[env]\nVALUE = ${at + 1}\n`)
    expect(await box.control('allow')).toMatchObject({ status: 0 })
    // The same bytes, later: allowed, and to be compiled on the command's way.
    box.write('project/.codex/env.ini', `[env]\nVALUE = ${at + 1}\n`)
    const seen = await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])
    expect(seen).toMatchObject({ stdout: `${at + 1}\n`, stderr: '', status: 0 })
  }
  rmSync(kept)
  box.write('project/.codex/env.ini', '[env]\nVALUE = 4\n')
  const seen = await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])
  expect(seen).toMatchObject({ stdout: '4\n', stderr: '', status: 0 })
})

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { findProgram, isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { ownProduct, sandbox } from '../sandbox.js'

/** docs/audit.md shows the same to an administrator; here the last word is a file instead of the fleet's server. */
const renderConf = (dir: string, log: string) => `
global(workDirectory="${dir}" maxMessageSize="8k" parser.escapeControlCharactersOnReceive="off")
module(load="imfile" mode="inotify")
module(load="mmjsonparse")
input(type="imfile" file="${log}" tag="codex-env-shim" ruleset="audit" addMetadata="off" reopenOnTruncate="on")
template(name="line" type="list") { property(name="$!all-json") constant(value="\\n") }
ruleset(name="audit") {
  action(type="mmjsonparse" cookie="")
  if $parsesuccess == "OK" then action(type="omfile" file="${dir}/parsed" template="line")
  else action(type="omfile" file="${dir}/failed")
}
`

test.skipIf(isMissing('rsyslogd'))('rsyslog takes in every line with all its fields', async () => {
  const box = await sandbox(ownProduct()).declare('[env]\nA = 1\n').allow().build()
  const conf = box.write('rsyslog.conf', renderConf(box.dir, box.product.log))
  const commands = ['plain', `hostile "\\ é \u202e\u001b\n%$!all-json%`, `long ${'é'.repeat(4000)}`]
  const before = readFileSync(box.product.log, 'utf8').split('\n').length - 1
  const daemon = spawn(findProgram('rsyslogd') ?? '', ['-n', '-f', conf, '-i', `${box.dir}/pid`], {
    stdio: 'ignore',
  })
  onTestFinished(() => void daemon.kill('SIGKILL'))
  for (const command of commands) await box.shell(ROUTES.hookBash, ['-c', `: '${command}'`])
  const read = () =>
    existsSync(`${box.dir}/parsed`) ? readFileSync(`${box.dir}/parsed`, 'utf8') : ''
  await until(() => read().split('\n').length > before + commands.length)
  const parsed = read()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(parsed.slice(before)).toEqual(box.audit())
  expect(existsSync(`${box.dir}/failed`)).toBe(false)
})

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !holds(); turn++) await new Promise((go) => setTimeout(go, 50))
  expect(holds()).toBe(true)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { place } from './sides.mjs'

/** So many shells at once, each with one command after the other. */
const WRITERS = 200
const COMMANDS = 10
const WRITE = `
for ((writer = 0; writer < ${WRITERS}; writer++)); do
  for ((i = 0; i < ${COMMANDS}; i++)); do BASH_ENV=$HOOK /bin/bash -c :; done &
done
wait`

/** The same commands with a record and without. */
export function manyWriters(world) {
  const start = (hook) => ({
    ...place(world),
    command: ['/bin/bash', '-c', WRITE],
    env: { HOOK: hook },
    warmup: 1,
  })
  return { subject: start(world.hookEnv.BASH_ENV), against: start(writeSilentHook(world)) }
}

/** The installed hook as it would be without a log: all of it but its record. */
function writeSilentHook(world) {
  const hook = readFileSync(world.hookEnv.BASH_ENV, 'utf8')
  const text = hook.replace(/^trap '' XFSZ\n[\s\S]*?^\} \|\| .*\n/m, '')
  if (text.includes('audit.jsonl')) throw new Error('the hook without a record has one')
  const file = join(world.work, 'silent-hook.bash')
  writeFileSync(file, text)
  return file
}

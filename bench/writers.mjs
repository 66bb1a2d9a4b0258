import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { place } from './sides.mjs'
import { REPOSITORY } from './world.mjs'

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

/** The hook as it would be without a log: all of it but its record, put together as install.sh does. */
function writeSilentHook(world) {
  const read = (name) => readFileSync(join(REPOSITORY, 'shells', name), 'utf8')
  const [plans = ''] = readdirSync(world.cache).filter((folder) => folder.startsWith('plans'))
  const places = {
    shells: world.shells,
    plans: join(world.cache, plans),
    config: dirname(world.settings),
    state: dirname(world.audit),
  }
  const text = read('hook.bash')
    .replace(/^.*@shells@\/gather\.bash"[\s\S]*?^\} \|\| .*\n/m, '')
    .replace(/^.*@shells@\/find\.sh" # inline\n/m, () => read('find.sh'))
    .replace(/@(shells|plans|config|state)@/g, (_, name) => places[name])
  if (text.includes('audit.jsonl')) throw new Error('the hook without a record has one')
  const file = join(world.work, 'silent-hook.bash')
  writeFileSync(file, text)
  return file
}

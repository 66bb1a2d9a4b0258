import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { converse, findCodex } from './codex.mjs'
import { median, summarizeRounds } from './measure.mjs'
import { place } from './sides.mjs'
import { runShim } from './world.mjs'

const ROUNDS = 3
const CALLS = 10
const PROFILE = 'sleep 0.3\n'

/** What each command of a conversation takes as the model sees it, for somebody whose profile is slow. */
export const CONVERSATION = {
  id: 'conversation',
  title: `a call of ${CALLS} in Codex 0.169.0 with the shim, under a profile that takes 0.3 s`,
  against: 'the same without',
}

/** Without the shim, with Codex's own switch alone, and with the shim. */
const SIDES = {
  against: () => {},
  switched: ({ codexHome }) =>
    writeFileSync(join(codexHome, 'config.toml'), 'allow_login_shell = false\n'),
  subject: ({ world, codexHome }) => runShim(world, ['enable', 'codex'], { CODEX_HOME: codexHome }),
}

/** Has the conversations, in rounds, and compares what their calls took. */
export async function measureConversation(world) {
  const scene = { codex: findCodex('0.169'), ...place(world) }
  const homes = prepareHomes(world)
  const rounds = []
  writeFileSync(world.profile, PROFILE)
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await haveRound(world, scene, homes))
  } finally {
    rmSync(world.profile)
  }
  const measured = { ...summarizeRounds(rounds.map(sumCalls)), unit: 'ms' }
  return { ...CONVERSATION, verdict: 'for comparison', measured, calls: followCalls(rounds) }
}

function prepareHomes(world) {
  const homes = Object.entries(SIDES).map(([side, prepare]) => {
    const codexHome = join(world.home, `codex-${side}`)
    mkdirSync(codexHome)
    prepare({ world, codexHome })
    return [side, codexHome]
  })
  return Object.fromEntries(homes)
}

async function haveRound(world, scene, homes) {
  const commands = Array.from({ length: CALLS }, () => 'true')
  const { HOME, PATH, LANG, TERM, SHLVL, LOGNAME, USER } = world.env
  const round = {}
  for (const [side, CODEX_HOME] of Object.entries(homes)) {
    const env = { HOME, PATH, LANG, TERM, SHLVL, LOGNAME, USER, CODEX_HOME }
    const answers = await converse({ ...scene, env, commands })
    round[side] = answers.map(({ ms }) => ms)
  }
  return round
}

/** The calls differ on purpose (a snapshot of the profile serves the later ones): what counts is their mean. */
function sumCalls(round) {
  const means = Object.entries(round).map(([side, ms]) => [
    side,
    [ms.reduce((sum, one) => sum + one, 0) / ms.length],
  ])
  return Object.fromEntries(means)
}

/** What the first call took on each side, then the second, and so on. */
function followCalls(rounds) {
  return Array.from({ length: CALLS }, (_, index) => {
    const take = (side) => [side, median(rounds.map((round) => round[side][index]))]
    return { call: index + 1, ...Object.fromEntries(Object.keys(SIDES).map(take)) }
  })
}

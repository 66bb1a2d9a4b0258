import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { converse, findCodex } from './codex.mjs'
import { summarizeRounds } from './measure.mjs'
import { REPOSITORY, runShim } from './world.mjs'

const ROUNDS = 3
const PYTHON = '/usr/bin/python3'
const COMMAND = [PYTHON, join(REPOSITORY, 'bench/native/matmul.py')]
const LIBRARIES = '/usr/lib'
const ALTERNATIVES = '/etc/alternatives'

/** The headline: what a lost LD_LIBRARY_PATH costs inside a real Codex, and what the shim gives back. */
export const BLAS = {
  id: 'blas',
  title: 'numpy 1000×1000 matmul in Codex 0.79.0, with the shim',
  against: 'the same without',
}

/** Runs it where the reference BLAS is the machine's default and LD_LIBRARY_PATH leads to OpenBLAS. */
export async function measureBlas(world) {
  const skip = findObstacle()
  if (skip) return { ...BLAS, verdict: 'skipped', why: skip }
  const scene = prepareScene(world)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      terminal: readTerminal(scene),
      against: await readCodex(scene, scene.plainHome),
      subject: await readCodex(scene, scene.shimHome),
    })
  }
  return judgeRounds(scene, rounds)
}

function findObstacle() {
  if (!findTriplet()) return 'no libblas3 and libopenblas0-pthread (Debian)'
  if (spawnSync(PYTHON, ['-c', 'import numpy']).status !== 0) return 'no python3-numpy'
  if (spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status !== 0)
    return 'no mount namespaces'
  return undefined
}

/** Root needs no user namespace for a mount of its own, and may not be allowed one. */
const UNSHARE = process.getuid?.()
  ? ['unshare', '--user', '--map-root-user', '--mount']
  : ['unshare', '--mount']

function findTriplet() {
  return readdirSync(LIBRARIES).find(
    (name) =>
      existsSync(join(LIBRARIES, name, 'blas/libblas.so.3')) &&
      existsSync(join(LIBRARIES, name, 'openblas-pthread/libblas.so.3')) &&
      existsSync(join(ALTERNATIVES, `libblas.so.3-${name}`)),
  )
}

/** A project that declares the fast library, and two people's Codex: without the shim and with it. */
function prepareScene(world) {
  const libraries = join(LIBRARIES, findTriplet())
  const fast = join(libraries, 'openblas-pthread')
  const project = world.locate('blas')
  mkdirSync(join(project, '.codex'), { recursive: true })
  writeFileSync(join(project, '.codex/env.ini'), `[path]\nLD_LIBRARY_PATH[] = ${fast}\n`)
  runShim(world, ['allow', project])
  const [plainHome, shimHome] = ['codex-plain', 'codex-shim'].map((name) => join(world.home, name))
  for (const codexHome of [plainHome, shimHome]) mkdirSync(codexHome)
  runShim(world, ['enable', 'codex'], { CODEX_HOME: shimHome })
  const { HOME, PATH, LANG, TERM, SHLVL, LOGNAME, USER } = world.env
  return {
    codex: findCodex('0.79'),
    // Both people have it right in their terminal.
    env: { HOME, PATH, LANG, TERM, SHLVL, LOGNAME, USER, LD_LIBRARY_PATH: fast },
    wrapper: prepareWrapper(world, libraries),
    cwd: project,
    fast,
    plainHome,
    shimHome,
  }
}

/** Starts a command where the slow library is the default, as on a machine without OpenBLAS's alternative; this machine keeps its own. */
function prepareWrapper(world, libraries) {
  const alternatives = join(world.work, 'alternatives')
  const link = join(alternatives, `libblas.so.3-${findTriplet()}`)
  cpSync(ALTERNATIVES, alternatives, { recursive: true, verbatimSymlinks: true })
  rmSync(link)
  symlinkSync(join(libraries, 'blas/libblas.so.3'), link)
  const script = `mount --bind "$1" ${ALTERNATIVES} && shift && exec "$@"`
  return [...UNSHARE, '/bin/sh', '-c', script, 'sh', alternatives]
}

function readTerminal({ wrapper, cwd, env }) {
  const [file, ...args] = [...wrapper, ...COMMAND]
  return JSON.parse(execFileSync(file, args, { cwd, env, encoding: 'utf8' }))
}

async function readCodex({ env, ...scene }, codexHome) {
  const command = COMMAND.map((word) => `'${word}'`).join(' ')
  const [{ text }] = await converse({
    ...scene,
    env: { ...env, CODEX_HOME: codexHome },
    commands: [command],
  })
  const [json] = /\{"seconds".*\}/.exec(text) ?? []
  if (!json) throw new Error(`the matmul failed in Codex:\n${text}`)
  return JSON.parse(json)
}

function judgeRounds({ fast }, rounds) {
  const seconds = rounds.map((round) =>
    Object.fromEntries(Object.entries(round).map(([who, { seconds }]) => [who, [seconds]])),
  )
  const [{ terminal, against, subject }] = rounds
  const isRestored = rounds.every((round) => dirname(round.subject.library) === fast)
  const measured = { ...summarizeRounds(seconds), unit: 's' }
  const libraries = { terminal: terminal.library, without: against.library, with: subject.library }
  const notes = [
    `The matmul is ${(1 / measured.ratio.median).toFixed(1)}× as fast with the shim. Loaded in the terminal: \`${libraries.terminal}\`; in Codex without the shim: \`${libraries.without}\`; with it: \`${libraries.with}\`.`,
  ]
  const why = isRestored ? undefined : `the library loaded is ${subject.library}`
  return { ...BLAS, verdict: isRestored ? 'ok' : 'over', why, measured, libraries, notes }
}

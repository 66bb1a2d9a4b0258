import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startCollector, stopCollector } from '../../audit/sandboxed.js'
import { isMissing } from '../../programs.js'
import { ALL_ROUTES } from '../../routes.js'
import { type Box, ownProduct, sandbox } from '../../sandbox.js'
import { write } from '../../world.js'
import { type Case, drawCase, type Place } from './cases.js'

const HERE = dirname(fileURLToPath(import.meta.url))

/** Projects whose own paths hold what a line must escape. */
const PROJECTS = ['plain', 'nl\nin it', 'q"uo\\te', 'é日\u202e']

/** A machine on which the log cannot be written, as in an agent's sandbox. */
const readOnly = (state: string) => [
  'bwrap',
  '--dev-bind',
  '/',
  '/',
  '--ro-bind',
  state,
  state,
  '--',
]

/** How a line reaches the log, and what must be here for it. */
const SINKS = {
  'straight into the log': { walls: () => [], needs: [], ends: false },
  'with how they ended': { walls: () => [], needs: [], ends: true },
  'through the collector': { walls: readOnly, needs: ['bwrap'], ends: false },
  'through the spool': { walls: readOnly, needs: ['bwrap'], ends: false },
} as const

type Sink = keyof typeof SINKS

/** `count` commands for each sink, drawn anew each time: the seed is in the title of the failure. */
export function testBytes(count: number): void {
  for (const sink of Object.keys(SINKS) as Sink[]) {
    const skip = ['python3', 'jq', ...SINKS[sink].needs].some(isMissing)
    test.skipIf(skip)(
      `every byte of ${count} commands is in one line each, ${sink}`,
      { timeout: 60_000 + count * 200 },
      async () => {
        const seed = Date.now()
        const wrong = await runCases(count, sink, seed)
        expect({ seed, wrong }).toEqual({ seed, wrong: [] })
      },
    )
  }
}

async function runCases(count: number, sink: Sink, seed: number): Promise<readonly string[]> {
  const box = await sandbox(ownProduct()).build()
  const { product } = box
  const { walls, ends } = SINKS[sink]
  if (ends) write(join(product.config, 'config.ini'), '[audit]\nexit = true\n')
  const place = await preparePlace(box)
  const routes = ALL_ROUTES.filter(({ shell }) => !isMissing(shell))
  const cases = fc.sample(drawCase(product, place, routes), { numRuns: count, seed })
  const since = statSync(product.log).size
  const collector = sink === 'through the collector' ? await startCollector(box) : undefined
  const pids = start(walls(product.state), cases)
  if (collector) await stopCollector(collector)
  if (sink === 'through the spool') {
    const { stderr } = await box.run([product.bin, 'log', '-n', '1'], {
      env: { TMPDIR: `${place.folder}/tmp` },
    })
    expect(stderr).toBe('')
  }
  return [...check(box, cases, pids, { since, ends }), ...checkWithJq(box)]
}

async function preparePlace({ dir, control }: Box): Promise<Place> {
  const folder = join(dir, 'place')
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  const projects = PROJECTS.map((name) => join(folder, name))
  for (const project of projects) {
    write(join(project, '.codex/env.ini'), '[env]\nVALUE = 1\n')
    const { status, stderr } = await control('allow', project)
    expect({ status, stderr }).toMatchObject({ status: 0 })
  }
  return { folder, projects }
}

/** Runs the cases one after the other; answers their processes. */
function start(walls: readonly string[], cases: readonly Case[]): readonly number[] {
  const [program = '', ...args] = [...walls, 'python3', join(HERE, 'run.py')]
  const input = JSON.stringify({ cases: cases.map(encode) })
  const run = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 })
  expect(run.stderr).toBe('')
  return run.stdout.trim().split('\n').map(Number)
}

function check(
  box: Box,
  cases: readonly Case[],
  pids: readonly number[],
  how: { readonly since: number; readonly ends: boolean },
): readonly string[] {
  const { product } = box
  const input = JSON.stringify({
    log: product.log,
    commands: join(product.state, 'commands'),
    ...how,
    limit: 4095,
    cases: cases.map((one, index) => ({ ...encode(one), pid: pids[index] })),
  })
  const run = spawnSync('python3', [join(HERE, 'check.py')], { input, encoding: 'utf8' })
  expect(run.stderr).toBe('')
  return JSON.parse(run.stdout) as readonly string[]
}

/** Every line by itself is one value to jq, too. */
function checkWithJq({ product }: Box): readonly string[] {
  const program = '[inputs | fromjson | type] | unique | join(",")'
  const run = spawnSync('jq', ['-nRr', program, product.log], { encoding: 'utf8' })
  return run.status === 0 && run.stdout === 'object\n' ? [] : [`jq: ${run.stdout}${run.stderr}`]
}

/** Bytes as base64, which JSON can carry. */
function encode(one: Case): object {
  return JSON.parse(
    JSON.stringify(one, (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value,
    ),
  )
}

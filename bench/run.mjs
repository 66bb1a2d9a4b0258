#!/usr/bin/env node
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, cpus, release } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BLAS, measureBlas } from './blas.mjs'
import { CASES } from './cases.mjs'
import { CONVERSATION, measureConversation } from './conversation.mjs'
import { renderDocuments, roundResults } from './documents.mjs'
import { GROWTHS, measureGrowth } from './growth.mjs'
import { measureCase } from './measure.mjs'
import { isInstalled } from './peers.mjs'
import { checkRoutes } from './sides.mjs'
import { renderLine } from './table.mjs'
import { createWorld, REPOSITORY } from './world.mjs'

const NAMES = [...CASES, BLAS, CONVERSATION, ...GROWTHS].map(({ id }) => id)
const HELP = `Measures what a command pays for its environment, in a private HOME with the product installed.

Usage: npm run bench -- [--only NAME]... [--runs N]

  --only NAME   only this case; one of: ${NAMES.join(' ')}
  --runs N      how often each side of a comparison runs in one round, 200 if not given
  --help        this text

Prints a table; a run of all cases also writes it to bench/results.md and bench/results.json, plots of it to
bench/plots/, and its figures into README.md.
Exit status: 0, or 1 if a limit is exceeded or a case failed; what this machine lacks is skipped by name.
`

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: NAMES },
      runs: { type: 'string', default: '200' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return process.stdout.write(HELP)
  checkOptions(values)
  const results = roundResults(await measureAll(values.only, Number(values.runs)))
  const isWhole = values.only === NAMES
  // The README asks for figures of the whole run.
  const readme = isWhole ? readFileSync(join(REPOSITORY, 'README.md'), 'utf8') : ''
  const documents = renderDocuments(results, readme)
  process.stdout.write(`\n${documents['bench/results.md']}`)
  if (isWhole) keep(documents)
  const isBad = ({ verdict }) => verdict === 'over' || verdict === 'failed'
  process.exitCode = results.rows.some(isBad) ? 1 : 0
}

function checkOptions({ only, runs }) {
  const unknown = only.find((name) => !NAMES.includes(name))
  if (unknown) throw new Error(`no such case: ${unknown}; one of: ${NAMES.join(' ')}`)
  if (!(Number(runs) >= 1)) throw new Error(`--runs wants a number, not ${runs}`)
  if (!isInstalled('hyperfine'))
    throw new Error('hyperfine is missing (Debian: apt install hyperfine)')
}

async function measureAll(only, runs) {
  const start = performance.now()
  const world = createWorld()
  checkRoutes(world)
  const rows = []
  const measures = [
    ...CASES.map((one) => ({ of: one, measure: () => measureCase(world, one, runs) })),
    { of: BLAS, measure: () => measureBlas(world) },
    { of: CONVERSATION, measure: () => measureConversation(world) },
  ]
  for (const { of, measure } of measures.filter(({ of: { id } }) => only.includes(id))) {
    rows.push(await orFailure(of, measure))
    process.stderr.write(`${renderLine(rows.at(-1))}\n`)
  }
  const growths = measureGrowths(world, only, runs)
  // The whole texts of the long commands alone are some 100 MB.
  rmSync(world.work, { recursive: true, force: true })
  const minutes = Math.ceil((performance.now() - start) / 60_000)
  return { machine: describeMachine(), minutes, runs, rows, growths }
}

function measureGrowths(world, only, runs) {
  return GROWTHS.filter(({ id }) => only.includes(id)).map((growth) => {
    process.stderr.write(`growth with ${growth.axis}\n`)
    return measureGrowth(world, growth, runs)
  })
}

/** One case that cannot be measured must not cost the figures of the others. */
async function orFailure({ id, title, against, limit }, measure) {
  try {
    return await measure()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    return { id, title, against, limit, verdict: 'failed', why: error.message.split('\n')[0] }
  }
}

function describeMachine() {
  const bash = execFileSync('/bin/bash', ['-c', 'echo $BASH_VERSION'], { encoding: 'utf8' }).trim()
  const processor = `${cpus().length} × ${cpus()[0]?.model.trim()} (${arch()})`
  return { processor, kernel: `Linux ${release()}`, bash, node: process.version }
}

function keep(documents) {
  mkdirSync(join(REPOSITORY, 'bench/plots'), { recursive: true })
  for (const [file, text] of Object.entries(documents)) writeFileSync(join(REPOSITORY, file), text)
}

main().catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = 1
})

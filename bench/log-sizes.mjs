import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeLog } from './log.mjs'
import { isInstalled } from './peers.mjs'

/**
 * What the readers of a log take beside grep, rg and jq: `node bench/log-sizes.mjs [LINES…]` (1 and 10 million if none is given; of 10
 * million the log has 5 GB). Processor seconds and peak memory of whole processes, the least of three, into bench/log-sizes.md.
 */
const SIZES = process.argv.slice(2).map(Number)
const ROUNDS = 3
const HERE = dirname(fileURLToPath(import.meta.url))
const CLI = join(HERE, '../dist/verb-log.cjs')
const PARTS = [40_000, 50_000]

/** The thread that bench/log.mjs gives all lines. */
const THREAD = '0199a213-81c0-7800-8aa1-bbab2a035a53'

const work = mkdtempSync(join(tmpdir(), 'codex-env-shim-bench-'))
const env = { PATH: process.env['PATH'], HOME: work, TMPDIR: work }
const state = (lines) => join(work, `${lines}/codex-env-shim`)

try {
  const sizes = SIZES.length > 0 ? SIZES : [1_000_000, 10_000_000]
  for (const lines of PARTS) writeLog(join(state(lines), 'audit.jsonl'), lines)
  const tables = sizes.map(measureSize)
  writeFileSync(join(HERE, 'log-sizes.md'), `${renderHead()}${tables.join('\n')}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function renderHead() {
  return `# The log at any size

Processor seconds (user and system) and peak memory of whole processes, the least of ${ROUNDS}; Node ${process.version}, CPUs:
${execFileSync('nproc').toString().trim()}. Made by \`node bench/log-sizes.mjs\`.
`
}

function measureSize(lines) {
  const file = join(state(lines), 'audit.jsonl')
  writeLog(file, lines)
  const newest = `call_${lines - 1}`
  const rows = [
    ...row(
      '`log -n 40000 --json`',
      log(lines, '-n', '40000', '--json'),
      '`log -n all --json` of as many lines',
      log(40_000, '-n', 'all', '--json'),
    ),
    ...row(
      '`log --html`, 50,000 lines',
      log(lines, '--html', join(work, 'page.html'), '--force'),
      '`log -n all --json` of as many lines',
      log(50_000, '-n', 'all', '--json'),
    ),
    ...row('`log --explain` of the newest', log(lines, '--explain', newest), '`grep`', [
      'grep',
      newest,
      file,
    ]),
    ...row('`log --call` of the newest', log(lines, '--call', newest), '`grep`', [
      'grep',
      newest,
      file,
    ]),
    ...row('`log --thread`, the newest 20', log(lines, '--thread', THREAD), '`grep`', [
      'grep',
      newest,
      file,
    ]),
    ...row('`log --grep` of what is nowhere', log(lines, '--grep', 'nowhere-at-all'), '`grep`', [
      'grep',
      'nowhere-at-all',
      file,
    ]),
    ...(isInstalled('rg')
      ? row('the same', log(lines, '--grep', 'nowhere-at-all'), '`rg`', [
          'rg',
          'nowhere-at-all',
          file,
        ])
      : []),
    ...(isInstalled('jq') && lines <= 1_000_000
      ? row('`log -n all --json`', log(lines, '-n', 'all', '--json'), '`jq -c .`', [
          'jq',
          '-c',
          '.',
          file,
        ])
      : []),
    ...(lines <= 1_000_000
      ? row(
          '`log --html -n all`',
          log(lines, '--html', join(work, 'page.html'), '--force', '-n', 'all'),
          '`log -n all --json`',
          log(lines, '-n', 'all', '--json'),
        )
      : []),
  ]
  return `
## ${lines.toLocaleString('en')} lines

| what | against | seconds | of it | times | peak |
|---|---|---:|---:|---:|---:|
${rows.join('\n')}
`
}

function log(lines, ...args) {
  return [process.execPath, CLI, 'log', ...args, { CODEX_ENV_SHIM_STATE: state(lines) }]
}

function row(what, subject, against, other) {
  const [one, two] = [measure(subject), measure(other)]
  const times = (one.seconds / two.seconds).toFixed(2)
  return [
    `| ${what} | ${against} | ${one.seconds.toFixed(2)} | ${two.seconds.toFixed(2)} | ${times} | ${Math.round(one.peak / 1024)} MB |`,
  ]
}

function measure(argv) {
  const more = typeof argv.at(-1) === 'object' ? argv.at(-1) : {}
  const command = argv.filter((word) => typeof word === 'string')
  const runs = Array.from({ length: ROUNDS }, () => run(command, { ...env, ...more }))
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    peak: Math.max(...runs.map(({ peak }) => peak)),
  }
}

/** GNU time's own figures: user, system, and kilobytes at most. */
function run(command, env) {
  const told = join(work, 'time')
  const sink = openSync('/dev/null', 'w')
  mkdirSync(work, { recursive: true })
  spawnSync('/usr/bin/time', ['-o', told, '-f', '%U %S %M', ...command], {
    env,
    stdio: ['ignore', sink, 'inherit'],
  })
  closeSync(sink)
  const [user = 0, system = 0, peak = 0] = execFileSync('tail', ['-n', '1', told])
    .toString()
    .split(' ')
    .map(Number)
  return { seconds: user + system, peak }
}

import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from './table.mjs'

/** A machine has calm and busy minutes: both sides of a comparison take turns this often. */
const ROUNDS = 7
const WARMUP = 5

/**
 * One command as hyperfine shall start it.
 * @typedef {object} Side
 * @property {readonly string[]} command
 * @property {string} cwd
 * @property {Record<string, string>} [env] beside what every measured process has
 * @property {readonly string[]} [prepare] runs before each single run, outside its time
 * @property {() => void} [before] runs before a round of this side
 * @property {() => void} [after]
 * @property {number} [warmup] runs before those that count
 */

/** Measures one case and says what it comes to, or why it could not be measured here. */
export function measureCase(world, { sides, ...described }, runs) {
  const { id, title, against, limit, kind = 'time', share = 1, rounds = ROUNDS } = described
  const row = { id, title, against, limit }
  const pair = sides(world)
  if (pair.skip) return { ...row, verdict: 'skipped', why: pair.skip }
  const measured = MEASURES[kind](world, pair, Math.max(1, Math.round(runs * share)), rounds)
  if (!measured) return { ...row, verdict: 'skipped', why: 'strace may not look here' }
  return { ...row, verdict: judge(limit, measured.count ?? measured.ratio.median), measured }
}

const MEASURES = { time: compareTimes, memory: compareMemory, forks: countForks }

/** Times two commands in alternating rounds; each ratio is of the medians of one round. */
function compareTimes(world, { subject, against }, runs, count) {
  const rounds = Array.from({ length: count }, (_, index) => {
    // Who comes first changes, so that a drift of the machine favours nobody.
    const [first, second] = index % 2 ? [against, subject] : [subject, against]
    const times = new Map([first, second].map((side) => [side, timeSide(world, side, runs)]))
    return { subject: times.get(subject), against: times.get(against) }
  })
  return { ...summarizeRounds(rounds), unit: 'ms' }
}

function timeSide(world, side, runs) {
  const file = join(world.work, 'hyperfine.json')
  const prepare = side.prepare ? ['--prepare', quoteWords(side.prepare)] : []
  side.before?.()
  try {
    const args = [
      '-N',
      '--style',
      'none',
      '--warmup',
      `${side.warmup ?? WARMUP}`,
      '--runs',
      `${runs}`,
    ]
    const command = quoteWords(side.command)
    execFileSync('hyperfine', [...args, ...prepare, '--export-json', file, '--', command], {
      cwd: side.cwd,
      env: { ...world.env, ...side.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } finally {
    side.after?.()
  }
  const [result] = JSON.parse(readFileSync(file, 'utf8')).results
  return result.times.map((seconds) => seconds * 1000)
}

/** The highest memory of a shell, as it finds it itself once its command runs. */
function compareMemory(world, { subject, against }, runs) {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    subject: Array.from({ length: runs }, () => readPeak(world, subject)),
    against: Array.from({ length: runs }, () => readPeak(world, against)),
  }))
  return { ...summarizeRounds(rounds), unit: 'KiB' }
}

function readPeak(world, side) {
  const [file, ...args] = side.command
  const { cwd, env } = { cwd: side.cwd, env: { ...world.env, ...side.env } }
  const text = execFileSync(file, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Number(text)
}

/** How many processes a command starts, or undefined where strace may not look. */
function countForks(world, { subject: side }) {
  const file = join(world.work, 'strace.txt')
  const trace = [
    '-f',
    '-qq',
    '-e',
    'trace=clone,clone3,fork,vfork',
    '-e',
    'signal=none',
    '-o',
    file,
  ]
  const { status } = spawnSync('strace', [...trace, ...side.command], {
    cwd: side.cwd,
    env: { ...world.env, ...side.env },
    stdio: 'ignore',
  })
  if (status !== 0) return undefined
  return { count: readFileSync(file, 'utf8').split('\n').filter(Boolean).length }
}

/** What the rounds come to: the ratio with its extremes, and the times with their interquartile range. */
export function summarizeRounds(rounds) {
  const ratios = rounds.map((round) => median(round.subject) / median(round.against))
  return {
    ratio: summarize(ratios, 0),
    subject: summarize(rounds.flatMap((round) => round.subject)),
    against: summarize(rounds.flatMap((round) => round.against)),
  }
}

/** The median, and the part of all values on each side that is left out as noise. */
function summarize(values, outliers = 0.25) {
  const sorted = [...values].sort((a, b) => a - b)
  const cut = Math.floor(sorted.length * outliers)
  return { median: median(sorted), low: sorted[cut], high: sorted[sorted.length - 1 - cut] }
}

/** The middle one, or the mean of the two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** hyperfine splits a command as a shell does. */
function quoteWords(words) {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
}

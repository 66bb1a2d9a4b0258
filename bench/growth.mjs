import { measureCase } from './measure.mjs'
import { bash, hook, place } from './sides.mjs'
import { writeText } from './text.mjs'
import { crowdStore } from './world.mjs'

/**
 * How the cost of a command grows with one thing: the hook, and beside it what the same command costs without one.
 * @typedef {object} Growth
 * @property {string} id
 * @property {string} title
 * @property {string} axis what grows, and its unit
 * @property {readonly number[]} points
 * @property {(at: number) => number} [shells] how many start together, one if nothing is said
 * @property {(world: object, at: number) => { subject: object, against: object }} sides
 */

/** @type {readonly Growth[]} */
export const GROWTHS = [
  {
    id: 'variables',
    title: 'Declared variables',
    axis: 'variables',
    points: [20, 50, 100, 200, 500],
    sides: (world, variables) => ({ subject: hook(world, { variables }), against: bash(world) }),
  },
  {
    id: 'depth',
    title: 'Depth of the working directory below the project',
    axis: 'levels',
    points: [5, 10, 20, 40],
    sides: (world, depth) => {
      const subject = hook(world, { depth })
      return { subject, against: { ...bash(world), cwd: subject.cwd } }
    },
  },
  {
    id: 'projects',
    title: 'Projects whose plans are stored',
    axis: 'projects',
    points: [1, 10, 100, 1000, 10_000],
    sides: (world, projects) => ({
      subject: { ...hook(world), ...crowdStore(world, 'p20', projects - 1) },
      against: bash(world),
    }),
  },
  {
    id: 'command-length',
    title: 'Length of the command, a here-document',
    axis: 'bytes',
    points: [100, 1024, 4096, 16_384, 65_536],
    sides: (world, bytes) => ({
      subject: hook(world, { command: writeText(bytes) }),
      against: bash(world, writeText(bytes)),
    }),
  },
  {
    id: 'concurrency',
    title: 'Shells that start at the same time, one audit log',
    axis: 'shells',
    points: [1, 4, 16, 64],
    shells: (at) => at,
    sides: (world, shells) => ({
      subject: startTogether(world, shells, 'BASH_ENV=$HOOK'),
      against: startTogether(world, shells, ''),
    }),
  },
]

function startTogether(world, shells, assignment) {
  const text = `for ((i = 0; i < ${shells}; i++)); do ${assignment} /bin/bash -c : & done; wait`
  const env = { HOOK: world.hookEnv.BASH_ENV }
  return { ...place(world), command: ['/bin/bash', '-c', text], env }
}

/** The curve needs less care than the table: fewer runs and rounds. */
const FEWER = { share: 0.3, rounds: 3 }

/** Measures one series point by point. */
export function measureGrowth(world, { id, title, axis, points, shells, sides }, runs) {
  const measured = points.map((at) => {
    const one = { id, title, against: 'bare bash', ...FEWER, sides: () => sides(world, at) }
    const { measured } = measureCase(world, one, shells ? runs / Math.sqrt(shells(at)) : runs)
    return { at, shells: shells?.(at) ?? 1, ...measured }
  })
  return { id, title, axis, points: measured }
}

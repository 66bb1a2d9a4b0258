import { AGENT_CASES } from './agents.mjs'
import { inSandbox, readingLog } from './log.mjs'
import { PEERS } from './peers.mjs'
import { askAnew, learnProjects, provideProjects } from './providers.mjs'
import {
  afterEdit,
  bash,
  hook,
  launcher,
  place,
  TELL_PEAK,
  underProfile,
  underPyenv,
  verb,
} from './sides.mjs'
import { writeText } from './text.mjs'
import { crowdStore } from './world.mjs'
import { manyWriters } from './writers.mjs'

/** What people wait for, and what of Node's own start each may take. */
const VERBS = [
  { argv: ['--version'], limit: 1.5 },
  { argv: ['--help'], limit: 1.5 },
  { argv: ['completion', 'bash'], limit: 1.5 },
  { argv: ['status'], limit: 1.5 },
  { argv: ['log', '-n', '20'], limit: 1.5 },
  { argv: ['allow'], limit: 1.8 },
  { argv: ['env'] },
]

/**
 * What is measured, in the order of the table. `share` is the part of the runs that a slow case is worth;
 * without a limit a row is there for comparison only.
 * @typedef {object} Case
 * @property {string} id
 * @property {'time' | 'memory' | 'forks'} [kind] time, if nothing is said
 * @property {string} title
 * @property {string} against
 * @property {number} [limit]
 * @property {number} [share]
 * @property {number} [rounds] 7, if nothing is said
 * @property {(world: object) => { subject: object, against?: object } | { skip: string }} sides
 */

/** @type {readonly Case[]} */
export const CASES = [
  {
    id: 'hook',
    title: 'hook: 20 variables, cwd 5 deep, audit on',
    against: '`/bin/bash -c :`',
    limit: 1.25,
    sides: (world) => ({ subject: hook(world), against: bash(world) }),
  },
  {
    id: 'launcher',
    title: 'launcher: `shells/bash -lc :`',
    against: '`/bin/bash -c :`',
    limit: 2.1,
    sides: (world) => ({ subject: launcher(world), against: bash(world) }),
  },
  {
    id: 'prefix',
    title: 'prefix: `codex-env-shim -- /bin/true`',
    against: '`/usr/bin/env /bin/true`',
    limit: 1.7,
    sides: (world) => ({
      subject: { ...place(world), command: [world.prefix, '--', '/bin/true'] },
      against: { ...place(world), command: ['/usr/bin/env', '/bin/true'] },
    }),
  },
  {
    id: 'profile-sleep',
    title: 'launcher under a profile that sleeps 100 ms',
    against: '`/bin/bash -lc :`',
    limit: 0.05,
    share: 0.1,
    sides: (world) => underProfile(world, 'sleep 0.1\n'),
  },
  {
    id: 'profile-pyenv',
    title: 'launcher under a profile that runs `pyenv init`',
    against: '`/bin/bash -lc :`',
    limit: 0.05,
    share: 0.1,
    sides: (world) => underPyenv(world),
  },
  {
    id: 'variables-200',
    title: 'hook with 200 variables',
    against: 'hook with 20',
    limit: 1.5,
    sides: (world) => ({ subject: hook(world, { variables: 200 }), against: hook(world) }),
  },
  {
    id: 'providers-10',
    title: 'hook with ten providers',
    against: 'hook with the same declared',
    limit: 1.05,
    sides: (world) => {
      const { provided, declared } = provideProjects(world)
      return {
        subject: { ...hook(world), cwd: provided },
        against: { ...hook(world), cwd: declared },
      }
    },
  },
  {
    id: 'learned-10',
    title: 'hook with ten providers that extend, default and copy',
    against: 'hook with the same declared plainly',
    limit: 1.08,
    sides: (world) => {
      const { learned, plain } = learnProjects(world)
      return {
        subject: { ...hook(world), cwd: learned },
        against: { ...hook(world), cwd: plain },
      }
    },
  },
  {
    id: 'plans-10000',
    title: 'hook with 10,000 other plans stored',
    against: 'hook with a handful',
    limit: 1.05,
    sides: (world) => {
      const subject = { ...hook(world), ...crowdStore(world, 'p20', 10_000) }
      return { subject, against: hook(world) }
    },
  },
  {
    id: 'depth-40',
    title: 'hook with a cwd 40 deep',
    against: 'hook with 5',
    limit: 1.15,
    sides: (world) => ({ subject: hook(world, { depth: 40 }), against: hook(world) }),
  },
  {
    id: 'command-64k',
    title: 'hook with a command of 64 KiB, a here-document',
    against: 'hook with 100 bytes',
    limit: 2,
    sides: (world) => ({
      subject: hook(world, { command: writeText(65_536) }),
      against: hook(world, { command: writeText(100) }),
    }),
  },
  {
    id: 'recompile',
    title: 'a recompile after an edit, no providers',
    against: '`node -e 0`',
    limit: 1.75,
    share: 0.1,
    sides: (world) =>
      afterEdit(world, (root) => [
        process.execPath,
        '--v8-pool-size=1',
        world.compiler,
        'compile',
        root,
      ]),
  },
  {
    id: 'ask-anew',
    title: 'a recompile that asks a tool of 200 ms anew',
    against: 'the tool itself',
    limit: 2.5,
    share: 0.05,
    sides: (world) => askAnew(world),
  },
  {
    id: 'stale',
    title: 'hook that meets a stale plan and has it compiled',
    against: '`node -e 0`',
    share: 0.1,
    sides: (world) => afterEdit(world, () => ['/bin/bash', '-c', ':'], world.hookEnv),
  },
  ...VERBS.map(({ argv, limit }) => ({
    id: `verb-${argv[0].replace(/^-*/, '')}`,
    share: 0.1,
    title: `\`codex-env-shim ${argv.join(' ')}\``,
    against: '`node -e 0`',
    limit,
    sides: (world) => verb(world, argv),
  })),
  {
    id: 'fifo',
    share: 0.1,
    title: 'hook in a read-only sandbox, recorded through the FIFO (100 commands)',
    against: 'recorded in the log itself',
    limit: 1.15,
    sides: (world) => inSandbox(world),
  },
  {
    id: 'writers-200',
    share: 0.005,
    title: '200 shells at once, 2000 commands, one audit log',
    against: 'the same without a record',
    // Four fifths of the throughput.
    limit: 1.25,
    sides: (world) => manyWriters(world),
  },
  {
    id: 'log',
    share: 0.005,
    rounds: 3,
    title: '`log -n all --json`, a million lines',
    against: '`jq -c .`',
    limit: 3,
    sides: (world) => readingLog(world),
  },
  {
    id: 'memory',
    kind: 'memory',
    share: 0.1,
    title: 'peak memory of the hook',
    against: 'bare bash',
    limit: 1.05,
    sides: (world) => ({
      subject: hook(world, { command: TELL_PEAK }),
      against: bash(world, TELL_PEAK),
    }),
  },
  {
    id: 'forks-hook',
    kind: 'forks',
    title: 'processes that the hook starts',
    against: 'none',
    limit: 0,
    sides: (world) => ({ subject: hook(world) }),
  },
  {
    id: 'forks-launcher',
    kind: 'forks',
    title: 'processes that the launcher starts',
    against: 'none',
    limit: 0,
    sides: (world) => ({ subject: launcher(world) }),
  },
  ...AGENT_CASES,
  ...PEERS.map(
    ({ id, title, share = 0.25, prepare }) =>
      /** @type {const} */ ({
        id,
        title,
        against: '`/bin/bash -c :`',
        share,
        sides: (world) => {
          const subject = prepare(world)
          return 'skip' in subject ? subject : { subject, against: bash(world) }
        },
      }),
  ),
]

import type { CommandSpec, DescribingSpec } from './command.js'

/** A heading of --help and what stands under it. */
export type CommandGroup = {
  readonly title: string
  readonly commands: readonly (CommandSpec | DescribingSpec)[]
}

type Verbs = Readonly<Record<string, () => Promise<CommandSpec | DescribingSpec>>>

/** Every verb: one line each. Its file is read only when it is asked for: the others would take longer than most verbs do. */
const GROUPS: readonly { readonly title: string; readonly verbs: Verbs }[] = [
  {
    title: 'Declare',
    verbs: {
      init: async () => (await import('./init.js')).init,
      edit: async () => (await import('./edit.js')).edit,
      allow: async () => (await import('./allow.js')).allow,
      deny: async () => (await import('./deny.js')).deny,
    },
  },
  {
    title: 'Keep',
    verbs: {
      capture: async () => (await import('./capture.js')).capture,
      set: async () => (await import('./set.js')).set,
      unset: async () => (await import('./unset.js')).unset,
      overlay: async () => (await import('./overlay.js')).overlay,
    },
  },
  {
    title: 'Look',
    verbs: {
      status: async () => (await import('./status.js')).status,
      env: async () => (await import('./env.js')).env,
      log: async () => (await import('./log.js')).log,
    },
  },
  {
    title: 'Prove',
    verbs: {
      doctor: async () => (await import('./doctor.js')).doctor,
      verify: async () => (await import('./verify.js')).verify,
    },
  },
  {
    title: 'Set up',
    verbs: {
      setup: async () => (await import('./setup.js')).setup,
      enable: async () => (await import('./enable.js')).enable,
      disable: async () => (await import('./disable.js')).disable,
      version: async () => (await import('./version.js')).version,
      completion: async () => (await import('./completion.js')).completion,
      'session-start': async () => (await import('./session-start.js')).sessionStart,
    },
  },
]

/** The whole table, every verb's file read. */
export async function loadCommands(): Promise<readonly CommandGroup[]> {
  return Promise.all(
    GROUPS.map(async ({ title, verbs }) => ({
      title,
      commands: await Promise.all(Object.values(verbs).map((load) => load())),
    })),
  )
}

/**
 * The part of the table that a command line needs: its verb alone, or all of it where the first word is none, or one that tells of all
 * verbs.
 */
export async function loadCommandsFor(word = ''): Promise<readonly CommandGroup[]> {
  const group = GROUPS.find(({ verbs }) => Object.hasOwn(verbs, word))
  const spec = await group?.verbs[word]?.()
  return group && spec && 'run' in spec
    ? [{ title: group.title, commands: [spec] }]
    : loadCommands()
}

import { locateDeclaration } from '../declaration/declaration.js'
import { readSource } from '../declaration/ini/source.js'
import type { OnError, SecureMode } from '../plan/modes.js'
import type { Source } from '../plan/source.js'
import { locateSettings, readSettings, type Settings } from '../settings/settings.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { quoteShown } from '../text/quote.js'
import { readPlan, type StoredPlan } from './store.js'

/** What a compilation begins with: the project's declaration, its user's settings, and the plan that there is. */
export type Inputs = {
  readonly root: string
  readonly own: Source
  readonly settings: Source
  readonly stored: StoredPlan | undefined
}

/** Reads them, before anything is decided: whatever changes after this makes the plan stale. */
export function readInputs(world: World, root: string): Inputs {
  const own = readSource(locateDeclaration(root))
  if (own.kind === 'absent') {
    throw new ShimError('no-declaration', `nothing is declared in ${root}`, {
      remedy: `${PROGRAM} init ${quoteShown(root)}`,
    })
  }
  const settings = readSource(locateSettings(world))
  return { root, own, settings, stored: readPlan(world, root) }
}

/** What the user's settings say to every plan. */
export type Modes = {
  readonly onError: OnError
  readonly secure: SecureMode
  readonly exit?: boolean
}

/** What a plan says of failures, how strict it is, and whether it asks how a command ended. */
export function chooseModes(world: World, found: Pick<Inputs, 'settings' | 'stored'>): Modes {
  try {
    return nameModes(readSettings(world, found.settings))
  } catch {
    // While the settings are broken, what they said last still holds.
    const { onError = 'last-good', secure = 'default', exit } = found.stored ?? {}
    return { onError, secure, ...(exit ? { exit } : {}) }
  }
}

/** The same of settings that were read already. */
export function nameModes({ onError, secure, audit }: Settings): Modes {
  return { onError, secure: secure.mode, ...(audit.exit ? { exit: true } : {}) }
}

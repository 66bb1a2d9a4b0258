import { explainProtection, isProxyName } from '../../variables/protection.js'
import type { Environment } from '../environment.js'
import { isReported } from '../tools/bookkeeping.js'
import { LISTS } from './marks.js'

/**
 * What is never marked: what tools and shells go by to find themselves, and what says that an environment is active, which a script
 * would take over (direnv's `layout python` goes into a foreign VIRTUAL_ENV).
 */
const UNMARKED =
  /^(?:PATH|LANG|LANGUAGE|LC_.*|TZ|XDG_(?!DATA_DIRS$|CONFIG_DIRS$).*|RANDOM|SECONDS|LINENO|RS|FS|NR|IFS|BASH.*|ZSH.*|FISH_.*|VIRTUAL_ENV.*|CONDA_.*|MAMBA_.*|LOADEDMODULES|_LMFILES_|MODULE.*|__.*|LMOD_.*|DIRENV_.*|MISE_.*|ASDF_.*|NIX_.*|IN_NIX_SHELL|DEVBOX_.*|DEVENV_.*|GUIX_.*|NVM_.*|FNM_.*|PYENV_.*|RBENV_.*|UV_.*|POETRY_.*|DISPLAY|WAYLAND_DISPLAY|DBUS_.*|SSH_.*|SUDO_.*)$/

/** The names that are worth a mark: what the tool touched, what its files mention, and lists that people extend. */
export function listMarkable(
  touched: readonly string[],
  mentioned: readonly string[],
  base: Environment,
): readonly string[] {
  const names = [...new Set([...touched, ...mentioned, ...LISTS])]
  return names.filter(
    (name) =>
      !(name in base) &&
      !UNMARKED.test(name) &&
      !isProxyName(name) &&
      isReported(name) &&
      explainProtection(name) === undefined,
  )
}

/** The names whose value differs, in order, as far as they belong into a plan. */
export function listTouched(before: Environment, after: Environment): readonly string[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return names.filter((name) => before[name] !== after[name] && isReported(name)).sort()
}

import { explainProtection } from '../../variables/protection.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What tools note for themselves, and what a shell says of itself: no part of an environment that they prepare. */
const BOOKKEEPING = [
  /^(?:TERM|COLUMNS|LINES|PS[0-9]|PROMPT_COMMAND|BASH_FUNC_.*|BASH_.*|BASH|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|OPTIND)$/,
  /^(?:DIRENV_.*|__MISE_.*|MISE_SHELL|__ETC_PROFILE_NIX_SOURCED|ASDF_INSTALL_(?:TYPE|VERSION|PATH))$/,
  /^(?:_OLD_VIRTUAL_.*|CONDA_PROMPT_MODIFIER|CONDA_SHLVL|CONDA_STACKED_.*|CONDA_PREFIX_[0-9]+|_CE_.*|_CONDA_.*|__CONDA_.*)$/,
  /^(?:NVM_CD_FLAGS|PYENV_(?:DIR|HOOK_PATH|SHELL|VIRTUALENV_INIT|ACTIVATE_SHELL)|_PYENV_.*|RBENV_(?:DIR|HOOK_PATH|SHELL))$/,
  /^(?:__DEVBOX_.*|DEVBOX_(?:PATH_STACK|NIX_ENV_PATH_.*|INIT_PATH|OG_PATH.*|REFRESH_ALIAS_.*|SHELL_ENABLED|PURE_SHELL|WD)|DEVENV_CMDLINE|DEVENV_DIRENVRC_.*)$/,
  /^(?:TEMP|TMP|TEMPDIR|TMPDIR|NIX_BUILD_TOP|NIX_LOG_FD|NIX_BUILD_CORES|NIX_STORE|NIX_REMOTE|NIX_ENFORCE_PURITY)$/,
  /^CODEX_ENV_SHIM/,
]

/** Does a variable that a provider reports belong into a plan? */
export function isReported(name: string): boolean {
  if (!NAME.test(name) || explainProtection(name)) return false
  return !BOOKKEEPING.some((pattern) => pattern.test(name))
}

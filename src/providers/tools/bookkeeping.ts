import { explainProtection } from '../../variables/protection.js'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What tools note for themselves in an environment that they have changed. */
const NOTES = [
  /^(?:DIRENV_.*|__MISE_.*|MISE_SHELL|__ETC_PROFILE_NIX_SOURCED|ASDF_INSTALL_(?:TYPE|VERSION|PATH))$/,
  /^(?:_OLD_VIRTUAL_.*|CONDA_PROMPT_MODIFIER|CONDA_SHLVL|CONDA_STACKED_.*|CONDA_PREFIX_[0-9]+|_CE_.*|_CONDA_.*|__CONDA_.*)$/,
  /^(?:NVM_CD_FLAGS|PYENV_(?:DIR|HOOK_PATH|SHELL|VIRTUALENV_INIT|ACTIVATE_SHELL)|_PYENV_.*|RBENV_(?:DIR|HOOK_PATH|SHELL))$/,
  /^(?:__DEVBOX_.*|DEVBOX_(?:PATH_STACK|NIX_ENV_PATH_.*|INIT_PATH|OG_PATH.*|REFRESH_ALIAS_.*|SHELL_ENABLED|PURE_SHELL|WD)|DEVENV_CMDLINE|DEVENV_DIRENVRC_.*)$/,
  /^CODEX_ENV_SHIM/,
]

/** What a shell says of itself and of its terminal, and where a build of nix kept its files. */
const SURROUNDINGS = [
  /^(?:TERM|COLUMNS|LINES|PS[0-9]|PROMPT_COMMAND|BASH_FUNC_.*|BASH_.*|BASH|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|OPTIND)$/,
  /^(?:TEMP|TMP|TEMPDIR|TMPDIR|NIX_BUILD_TOP|NIX_LOG_FD|NIX_BUILD_CORES|NIX_STORE|NIX_REMOTE|NIX_ENFORCE_PURITY)$/,
]

/** Does a variable that a program reports belong into a plan? What a user's own file says always does. */
export function isReported(name: string): boolean {
  if (!NAME.test(name) || explainProtection(name)) return false
  return ![...NOTES, ...SURROUNDINGS].some((pattern) => pattern.test(name))
}

# shellcheck shell=bash
# The frame around the bash hook where the plain case is not given: the options that would trace it, fail it or change its variables are held,
# and released at the end. `hold FLAGS LAST`: what $- and $_ were. `release LAST`: leaves nothing behind, and gives the shell back its options,
# last of all and without a trace of it; LAST is what $_ is afterwards.
# First of all, so that no more than this is traced; at the release they are off.
set +aeuxvkC
if [[ $1 == hold ]]; then
  unset -v __codex_env_flags __codex_env_last
  __codex_env_flags=$2 __codex_env_last=$3
  return
fi
__codex_env_release() {
  local flags=${__codex_env_flags-}
  flags=${flags//[!aeuxvkC]/}
  if [[ $__codex_env_cleared != unusual ]]; then
    PS4='+ '
    unset -v BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR}
  fi
  unset -v "${!__codex_env_@}"
  unset -f __codex_env_release
  if [[ $flags ]]; then set "-$flags"; fi
}
{ __codex_env_release; } 2>&-

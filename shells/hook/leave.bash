# shellcheck shell=bash
# The end of the bash hook where the plain case was not enough: leaves nothing behind, and gives the shell back the options that were
# held, last of all and without a trace of it. Its argument is what $_ is afterwards.
__codex_env_leave() {
  local flags=${__codex_env_flags-}
  flags=${flags//[!aeuxvkC]/}
  if [[ $__codex_env_cleared != unusual ]]; then
    PS4='+ '
    unset -v BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR}
  fi
  unset -v "${!__codex_env_@}"
  unset -f __codex_env_leave
  if [[ $flags ]]; then set "-$flags"; fi
}
{ __codex_env_leave; } 2>&-

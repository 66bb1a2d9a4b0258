# shellcheck shell=bash
# The end of the bash hook where the shell has options that were held: cleans up first, so that a tracing shell shows none of it.
__codex_env_leave() {
  local flags=${__codex_env_flags//[!aeuxvkC]/}
  unset -v "${!__codex_env_@}" REPLY
  unset -f __codex_env_leave
  set "-$flags"
}
{ __codex_env_leave; } 2>&-

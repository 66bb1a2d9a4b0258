# shellcheck shell=bash
# The end of the unusual bash hook: leaves nothing behind, and gives the shell back the options that were held, last of all and
# without a trace of it. After a function $_ is the last word of its call.
__codex_env_leave() {
  local flags=${__codex_env_flags-}
  flags=${flags//[!aeuxvkC]/}
  unset -v "${!__codex_env_@}" REPLY
  unset -f __codex_env_leave
  if [[ $flags ]]; then set "-$flags"; fi
}
{ __codex_env_leave "$__codex_env_last"; } 2>&-

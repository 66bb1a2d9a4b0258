# shellcheck shell=bash
# The bash route: bash reads this file because BASH_ENV names it, after any profile and before the command.
# Whatever the shell's options are, nothing here is traced, fails the command, or stays behind.
{ __codex_env_flags=$- __codex_env_last=$_ __codex_env_ask=''; set +aeuxvkC; } 2>&-
if [[ ${BASH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* || $BASHOPTS == *login_shell* || ${CODEX_ENV_SHIM_LEVEL:-$SHLVL} != "$SHLVL" ||
  ${CODEX_ENV_SHIM-}${CODEX_ENV_SHIM_BASH_ENV-}${CODEX_ENV_SHIM_ZDOTDIR-}${CODEX_ENV_SHIM_ROUTE-} ]]; then
  . "@shells@/unusual.bash"
else
  __codex_env_command=${BASH_EXECUTION_STRING-$0} __codex_env_name=$0 __codex_env_shell=bash __codex_env_route=hook
  unset -v BASH_ENV CODEX_ENV_SHIM_LEVEL
  if [[ ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then unset -v ZDOTDIR; fi
  . "@shells@/find.sh" # inline
  . "@shells@/record.bash" # inline
fi
if [[ $__codex_env_flags == *[aeuxvkC]* ]]; then
  . "@shells@/flags.bash"
else
  unset -v "${!__codex_env_@}" REPLY
fi

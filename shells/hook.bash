# shellcheck shell=bash
# The bash route: bash reads this file because BASH_ENV names it, after any profile and before the command.
# Whatever the shell's options are, nothing here is traced, fails the command, or stays behind. What is not the plain case (a bare
# `bash -c CMD` with no option that we must hold) is left to unusual.bash. Every byte of this is parsed on every command.
{ case $- in *[aeuxvkC]*) __codex_env_flags=$- && set +aeuxvkC ;; esac; __codex_env_last=$_; } 2>&-
REPLY=${BASH_EXECUTION_STRING:0:1001}
if [[ ! $REPLY || $REPLY == __CODEX_SNAPSHOT_* || $BASHOPTS == *login_shell* || \
  ${CODEX_ENV_SHIM_LEVEL:-$SHLVL}${CODEX_ENV_SHIM-}${CODEX_ENV_SHIM_BASH_ENV-}${CODEX_ENV_SHIM_ZDOTDIR-}${CODEX_ENV_SHIM_ROUTE-}${__codex_env_flags-} != "$SHLVL" ]]; then
  . "@shells@/unusual.bash"
else
  . "@shells@/find.sh" # inline
  . "@shells@/record.bash" # inline route=hook shell=bash name=$0
  # After a function $_ is the last word of its call, whatever the function did: it is given back so.
  __codex_env_leave() {
    unset -v BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR} REPLY "${!__codex_env_@}"
    unset -f __codex_env_leave
  }
  __codex_env_leave "$__codex_env_last"
fi

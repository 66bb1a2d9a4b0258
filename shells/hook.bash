# shellcheck shell=bash
# The bash route: bash reads this file because BASH_ENV names it, after any profile and before the command.
# Whatever the shell's options are, nothing here is traced, fails the command, or stays behind. What is not the plain case (a bare
# `bash -c CMD` with no option that we must hold, and no variable that would answer for us) is
# left to unusual.bash. Every byte of this is parsed on every command.
{ __codex_env_last=$_; case $- in *[aeuxvkC]*) __codex_env_flags=$- && set +aeuxvkC ;; esac; } 2>&-
if [[ $-$#$PS4${!__codex_env_@} != 'hBc0+ __codex_env_last' || ${#BASH_EXECUTION_STRING} -gt 1000 || $BASH_EXECUTION_STRING == __CODEX_SNAPSHOT_* ||
  ${CODEX_ENV_SHIM_LEVEL:-$SHLVL}$CODEX_ENV_SHIM$CODEX_ENV_SHIM_BASH_ENV$CODEX_ENV_SHIM_ZDOTDIR$CODEX_ENV_SHIM_ROUTE != "$SHLVL" ]] ||
  shopt -q login_shell; then
  . "@shells@/unusual.bash"
else
  . "@shells@/find.sh" # inline
  . "@shells@/record.bash" # inline route=hook shell=bash name=$0
fi
if [[ $__codex_env_care ]]; then
  . "@shells@/leave.bash" "$__codex_env_last"
else
  # A loop can give PS4 its own value back without touching $_, which is what the last simple command before it has left.
  PS4=$__codex_env_last
  unset -v BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR} __codex_env_last __codex_env_dir __codex_env_plan __codex_env_json __codex_env_text __codex_env_clock __codex_env_log
  : "$PS4"
  # shellcheck disable=SC2041,SC2194
  for PS4 in '+ '; do case . in esac; done
fi

# shellcheck shell=bash
# The bash route: bash reads this file because BASH_ENV names it, after any profile and before the command.
# Whatever the shell's options are, nothing here is traced, fails the command, or stays behind. What is not the plain case (a bare
# `bash -c CMD` with no option that we must hold, and no variable that would answer for us) is left to unusual.bash. Every byte of
# this is parsed on every command, and each statement stands by itself: bash frees one before it reads the next, and uses its memory again.
# (bash before 4.1 has no BASHOPTS to tell a login shell by.)
{ [[ $-$#${PS4-}${CODEX_ENV_SHIM_LEVEL:-$SHLVL}${CODEX_ENV_SHIM-}${!__codex_env_@} == "hBc0+ $SHLVL" && ${#BASH_EXECUTION_STRING} -le 1000 && $BASH_EXECUTION_STRING != __CODEX_SNAPSHOT_* &&
  ${BASHOPTS-login_shell} != *login_shell* && ! $CODEX_ENV_SHIM_BASH_ENV$CODEX_ENV_SHIM_ZDOTDIR$CODEX_ENV_SHIM_ROUTE ]] || ! . "@shells@/hold.bash" "$-" "$_"; } 2>&- || { . "@shells@/unusual.bash"; . "@shells@/leave.bash" "$__codex_env_last"; { return; } 2>&-; }
# A loop can give PS4 its own value back without touching $_, which is what the last simple command before it has left.
PS4=$_
. "@shells@/find.sh" # inline
. "@shells@/record.bash" # inline route=hook shell=bash name=$0 checked=$0 count=$# command=$BASH_EXECUTION_STRING rest=record-usual.bash
[[ ! $__codex_env_care ]] || { . "@shells@/leave.bash" "$PS4"; return; }
unset -v BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR} __codex_env_dir __codex_env_plan __codex_env_json __codex_env_text __codex_env_clock __codex_env_log
: "$PS4"
# shellcheck disable=SC2041,SC2194
for PS4 in '+ '; do case . in esac; done

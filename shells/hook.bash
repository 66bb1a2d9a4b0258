# shellcheck shell=bash
# The bash route: bash reads this file because BASH_ENV names it, after any profile and before the command.
# Whatever the shell's options are, nothing here is traced, fails the command, or stays behind. What is not the plain case (a bare
# `bash -c CMD` of bash 5 with no option that we must hold, a short CMD, a working directory, and no variable that would answer for us) is left
# to unusual.bash. Every byte of this is parsed on every command, and each statement stands by itself: bash frees one before it reads
# the next, and uses its memory again.
# (What must be empty stands in front of PS4, so that none of it can pass for a part of what follows. bash before 4.1 has no BASHOPTS.)
{ [[ $-$#${EPOCHREALTIME:+5} == hBc05 && $CODEX_ENV_SHIM$CODEX_ENV_SHIM_BASH_ENV$CODEX_ENV_SHIM_ZDOTDIR$CODEX_ENV_SHIM_ROUTE$__codex_env_purpose$__codex_env_stale$__codex_env_cleared$PS4${CODEX_ENV_SHIM_LEVEL:-$SHLVL}$PWD == +\ $SHLVL/* &&
  ${#BASH_EXECUTION_STRING} != ????* && $BASH_EXECUTION_STRING != __CODEX_SNAPSHOT_* && ${BASHOPTS-_shell} != *_shell* ]] || ! . "@shells@/hook/hold.bash" hold "$-" "$_"; } 2>&- || { . "@shells@/hook/unusual.bash"; . "@shells@/hook/hold.bash" release "$__codex_env_last"; { return; } 2>&-; }
# A loop can give PS4 its own value back without touching $_, which is what the last simple command before it has left.
PS4=$_ __codex_env_dir=$PWD
. "@shells@/find/find.sh" # inline
[[ $? == 3 ]] || . "@shells@/find/search.sh"
{
  . "@shells@/record/plain.bash" # inline route=hook shell=bash name=$0 count=0 empty=$__codex_env_cleared command=$BASH_EXECUTION_STRING checked=$0$BASH_EXECUTION_STRING
} || { . "@shells@/record/usual.bash" "$PS4" && return; }
trap - XFSZ PIPE
unset BASH_ENV ${CODEX_ENV_SHIM_LEVEL+CODEX_ENV_SHIM_LEVEL ZDOTDIR} __codex_env_dir __codex_env_plan __codex_env_json __codex_env_text __codex_env_clock __codex_env_log
: "$PS4"
# shellcheck disable=SC2041,SC2194
for PS4 in '+ '; do case . in esac; done

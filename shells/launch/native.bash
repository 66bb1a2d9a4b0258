# shellcheck shell=bash
# What a bash reads that the native launcher has started (launcher.c), in place of hook.bash: that one's plain case, as a launcher's. What is not
# plain goes to the launcher that is a script before anything has been changed, as if it had been called in the first place.
# install.sh makes two files of it, launch/native/command.bash and launch/native/login.bash. Parameter: login, not empty where a login shell was asked for; where no project is declared it gets one.
# (Its options are the launcher's, so that nothing is traced; and a shell that this one becomes has the standard error that this one was given.)
[[ $-$#${EPOCHREALTIME:+5} == hBc05 && $__codex_env_purpose$__codex_env_stale$__codex_env_cleared$PS4$SHLVL$PWD == +\ [1-9]*/* && ${#BASH_EXECUTION_STRING} != ????* && ${BASHOPTS-_shell} != *_shell* ]] || . "@shells@/launch/handover.bash" script '@login@' "$_" "$@"
PS4=$_ __codex_env_dir=$PWD
. "@shells@/find/find.sh" # inline
# What the user's settings may ask where there is no project, the native launcher leaves to the script.
# shellcheck disable=SC2078 # install.sh puts in '' or a word
[[ $?$__codex_env_dir == 3/* ]] || { [[ ! '@login@' && ! -e $__codex_env_dir/.codex/env.ini ]] && __codex_env_json='"project":null,"plan":null,"state":"none"'; } || . "@shells@/launch/handover.bash" script '@login@' "$PS4" "$@"
{
  . "@shells@/record/plain.bash" # inline route=launcher shell=bash name=$0 count=0 empty= command=$BASH_EXECUTION_STRING checked=$0$BASH_EXECUTION_STRING
} || { . "@shells@/record/usual.bash" launcher "$PS4" && return; }
trap - XFSZ PIPE
unset BASH_ENV ${CODEX_ENV_SHIM_ARGV0+CODEX_ENV_SHIM_ARGV0} __codex_env_dir __codex_env_plan __codex_env_json __codex_env_text __codex_env_clock __codex_env_log
: "$PS4"
# shellcheck disable=SC2041,SC2194
for PS4 in '+ '; do case . in esac; done

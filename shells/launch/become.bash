# shellcheck shell=bash
# The prefix becomes the command. What a command sees as $_ is what its caller passed on; bash would put the command's own name there.
case $__codex_env_name in
*/*) [[ -x $__codex_env_name && ! -d $__codex_env_name ]] ;;
*) hash -- "$__codex_env_name" 2>&- ;;
esac || . "@shells@/launch/missing.bash" command
if [[ ${__codex_env_lost[0]+set} ]]; then __codex_env_become "$__codex_env_name" "$@"; fi
if [[ ! $__codex_env_last || $__codex_env_last == "$BASH" ]]; then exec -- "$__codex_env_name" "$@"; fi
_=$__codex_env_last exec -- "$__codex_env_name" "$@"

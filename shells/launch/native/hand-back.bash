# shellcheck shell=bash
# Becomes the launcher that is a script, with what the native one was called with: its arguments are the login flag, what $_ was, and those of
# the command. What a command sees as $0 is the native launcher's argv[0] where it got no name.
unset -v BASH_ENV PS4
__codex_env_native=(${1:+"$1"} -c "$BASH_EXECUTION_STRING") __codex_env_name=${CODEX_ENV_SHIM_ARGV0:-$0}
# Where that is all that follows, and bash's own, the command got no name, or the same one.
case $#$__codex_env_name in
2@bash@) unset -v CODEX_ENV_SHIM_ARGV0 ;;
2bash | 2-bash) export CODEX_ENV_SHIM_ARGV0=$__codex_env_name ;;
*)
  __codex_env_native+=("$__codex_env_name" "${@:3}")
  unset -v CODEX_ENV_SHIM_ARGV0
  ;;
esac
if [[ $2 && $2 != "$BASH" ]]; then _=$2 exec "@shells@/launch/bash" "${__codex_env_native[@]}"; fi
exec "@shells@/launch/bash" "${__codex_env_native[@]}"

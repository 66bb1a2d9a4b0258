# shellcheck shell=bash
# For `codex-env-shim capture -- CMD…`: runs CMD in this very shell, a script by sourcing it, and writes down the exported variables before
# and after, each ended by a NUL. In: the two files (`&3` is descriptor 3), then CMD. The second file is written only where CMD succeeded, or is a script that came
# to its end: what its last command returned is then our status.
__codex_env_before=$1 __codex_env_after=$2 __codex_env_sourced=''
shift 2

__codex_env_dump() {
  local IFS=$'\n' name=''
  for name in $(builtin compgen -e); do builtin printf '%s=%s\0' "$name" "${!name}"; done
}

# A script may end the shell: that is its end, too.
__codex_env_finish() {
  __codex_env_status=$?
  __codex_env_status=${__codex_env_sourced:-$__codex_env_status}
  builtin trap - EXIT ERR DEBUG RETURN
  builtin set +euxf
  if [[ $__codex_env_status -eq 0 || $__codex_env_sourced ]]; then
    case $__codex_env_after in
    '&3') __codex_env_dump >&3 ;;
    *) __codex_env_dump >|"$__codex_env_after" ;;
    esac
  fi
  builtin exit "$__codex_env_status"
}

__codex_env_dump >|"$__codex_env_before"
trap __codex_env_finish EXIT
case $1 in
*/*) __codex_env_script=$1 ;;
*) __codex_env_script=./$1 ;;
esac
if [[ -f $__codex_env_script ]]; then
  shift
  # shellcheck disable=SC1090 # the user's own
  . "$__codex_env_script" "$@"
  __codex_env_sourced=$?
else
  "$@"
fi
__codex_env_finish

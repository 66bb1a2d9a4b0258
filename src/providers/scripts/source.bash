# shellcheck shell=bash
# Asked by the control plane, never on a command's way: for every script COUNT SCRIPT [ARG…], sourced in this one shell as a person would
# source it. The environment that comes of all goes to descriptor 3, past what they print, then the status of the first that had one, and
# an entry each. A script that ends the shell ends with its own status.
trap '__codex_env_finish' EXIT
__codex_env_status=0
__codex_env_left=("$@")

__codex_env_finish() {
  local status=$?
  trap - EXIT
  set +euxf
  if [[ ! ${__codex_env_done-} && $status != 0 ]]; then exit "$status"; fi
  export -n __codex_env_status __codex_env_left __codex_env_script
  command -p env -0 >&3
  printf 'CODEX_ENV_SHIM_SOURCED=%s\0' "$__codex_env_status" >&3
  exit 0
}

while ((${#__codex_env_left[@]} > 0)); do
  set -- "${__codex_env_left[@]:1:__codex_env_left[0]}"
  __codex_env_left=("${__codex_env_left[@]:1+__codex_env_left[0]}")
  __codex_env_script=$1
  shift
  # Not in a function, where `declare` would make a local variable.
  # shellcheck disable=SC1090 # the user's own
  . "$__codex_env_script" "$@" >/dev/null
  : "$((__codex_env_status = __codex_env_status ? __codex_env_status : $?))"
done
__codex_env_done=1

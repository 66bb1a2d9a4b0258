# shellcheck shell=bash
# exec [-C DIR] [--] CMD…: leaves CMD… as the arguments.
shift

__codex_env_enter() {
  if ! cd -- "$1" 2>/dev/null; then
    printf 'codex-env-shim: cannot enter %s: no directory, or not yours to enter\n' "$1" >&2
    exit 125
  fi
}

while :; do
  case ${1-} in
  -C)
    if [[ $# -lt 2 ]]; then . "@shells@/launch/usage.bash"; fi
    __codex_env_enter "$2"
    shift 2
    ;;
  -C*)
    __codex_env_enter "${1#-C}"
    shift
    ;;
  --)
    shift
    break
    ;;
  -h | --help)
    . "@shells@/launch/usage.bash" 0
    ;;
  -*)
    printf 'codex-env-shim: exec: unknown option %s\n' "$1" >&2
    . "@shells@/launch/usage.bash"
    ;;
  *) break ;;
  esac
done
unset -f __codex_env_enter

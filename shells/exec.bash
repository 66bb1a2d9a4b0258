# shellcheck shell=bash
# exec [-C DIR] [--] CMD…: leaves CMD… as the arguments.
shift
while :; do
  case ${1-} in
  -C)
    if [[ $# -lt 2 ]]; then . "@shells@/usage.bash"; fi
    cd -- "$2" || exit 125
    shift 2
    ;;
  -C*)
    cd -- "${1#-C}" || exit 125
    shift
    ;;
  --)
    shift
    break
    ;;
  -h | --help)
    . "@shells@/usage.bash" 0
    ;;
  -*)
    printf 'codex-env-shim: exec: unknown option %s\n' "$1" >&2
    . "@shells@/usage.bash"
    ;;
  *) break ;;
  esac
done

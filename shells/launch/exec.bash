# shellcheck shell=bash
# exec [-C DIR] [--] CMD…: leaves CMD… as the arguments.
shift

# Sets `shown` to $1 as a terminal may have it: what is not plain text, or could reorder or hide some (U+00AD, U+061C, U+200B…, U+FEFF), is
# quoted as bash quotes it.
__codex_env_show() {
  local LC_ALL=C
  shown=$1
  case $1 in
  *[[:cntrl:]]* | *$'\xc2'[$'\x80'-$'\x9f\xad']* | *$'\xd8\x9c'* | *$'\xe2'[$'\x80\x81']* | *$'\xef\xbb\xbf'*) printf -v shown %q "$1" ;;
  esac
}

__codex_env_enter() {
  local shown=''
  if ! cd -- "$1" 2>/dev/null; then
    __codex_env_show "$1"
    printf 'codex-env-shim: cannot enter %s: no directory, or not yours to enter\n' "$shown" >&2
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
    __codex_env_show "$1"
    printf 'codex-env-shim: exec: unknown option %s\n' "$shown" >&2
    . "@shells@/launch/usage.bash"
    ;;
  *) break ;;
  esac
done
unset -f __codex_env_enter __codex_env_show

# shellcheck shell=bash
# What the command line can be besides `-- CMD…`: exec and start, which end in a command, and the control plane. Codex's hook of a session runs this by itself.

# How exec and `--`, or start, are used: asked for (with 0), or because no command or agent was named.
__codex_env_print_usage() {
  local usage=''
  case $1 in
  exec) usage='Usage: codex-env-shim -- CMD [ARG…]
       codex-env-shim exec [-C DIR] [--] CMD [ARG…]

Runs CMD in the environment that the project here (or in DIR) declares.
Exit status: that of CMD; 125 refused or failed, 126 CMD cannot be executed, 127 not found.

Examples:
  codex-env-shim -- python train.py
  codex-env-shim exec -C ~/project -- make test' ;;
  start) usage='Usage: codex-env-shim start AGENT [ARG…]

Starts an agent whose commands run in the environment that their project declares, without changing its configuration.
AGENT is a program on PATH, or its path: codex, claude, opencode, gemini, qwen, copilot, or any other that runs its commands with bash or zsh.
Exit status: that of the agent; 127 not found.

Examples:
  codex-env-shim start gemini
  codex-env-shim start claude -p "run the tests"
  codex-env-shim start ~/bin/my-agent --verbose' ;;
  esac
  if [[ ${2-} == 0 ]]; then
    printf '%s\n' "$usage"
    exit 0
  fi
  printf '%s\n' "$usage" >&2
  exit 64
}

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
    printf 'codex-env-shim: cannot enter %s: not a directory, or permission denied\n' "$shown" >&2
    exit 125
  fi
}

case ${1-} in
--) __codex_env_print_usage exec ;;
exec)
  # exec [-C DIR] [--] CMD…: leaves `-- CMD…` as the arguments.
  shift
  while :; do
    case ${1-} in
    -C)
      if [[ $# -lt 2 ]]; then __codex_env_print_usage exec; fi
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
      __codex_env_print_usage exec 0
      ;;
    -*)
      __codex_env_show "$1"
      printf 'codex-env-shim: exec: unknown option %s\n' "$shown" >&2
      __codex_env_print_usage exec
      ;;
    *) break ;;
    esac
  done
  if [[ $# == 0 ]]; then __codex_env_print_usage exec; fi
  unset -f __codex_env_print_usage __codex_env_enter __codex_env_show
  set -- -- "$@"
  return
  ;;
start) . "@shells@/start/start.bash" ;;
esac

# What is the same whoever asks (help, version, completion) was written down when the program was built: no Node is started for it.
__codex_env_text=''
case $#:${1-} in
1:-V | 1:--version | 1:version) __codex_env_text=version ;;
1:-h | 1:--help | 1:help) __codex_env_text=help ;;
2:help) __codex_env_text=help-$2 ;;
2:completion) __codex_env_text=completion-$2 ;;
2:*) case $2 in -h | --help) __codex_env_text=help-$1 ;; esac ;;
esac
case $__codex_env_text in
'' | */*) ;;
help-exec | help---) __codex_env_print_usage exec 0 ;;
*)
  if [[ -r "@data@/dist/texts/$__codex_env_text" ]]; then
    IFS='' read -r -d '' __codex_env_text <"@data@/dist/texts/$__codex_env_text"
    printf '%s' "$__codex_env_text" 2>/dev/null && exit 0
    printf 'codex-env-shim: the output cannot be written\n' >&2
    exit 1
  fi
  ;;
esac

# Node, with the directories that were baked in.
if [[ ! -x "@node@" ]]; then
  printf 'codex-env-shim: Node is gone from %s\n  run install.sh (or npx codex-env-shim setup) again\n' "@node@" >&2
  exit 125
fi
export CODEX_ENV_SHIM_DATA="@data@" CODEX_ENV_SHIM_CONFIG="@config@" CODEX_ENV_SHIM_STATE="@state@" CODEX_ENV_SHIM_CACHE="@cache@"
if [[ ${1-} && $1 != */* && -r "@data@/dist/verb-$1.cjs" ]]; then
  exec "@node@" --v8-pool-size=1 "@data@/dist/verb.cjs" "$@"
fi
exec "@node@" "@data@/dist/cli.cjs" "$@"

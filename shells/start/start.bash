# shellcheck shell=bash
# start AGENT [ARG…]: becomes the agent. Its commands get the hook by its environment; the agent itself, and what is between it and us, gets
# nothing of any project. No configuration is changed.
shift
case ${1-} in
-h | --help) . "@shells@/start/usage.bash" 0 ;;
'' | -*) . "@shells@/start/usage.bash" ;;
esac
__codex_env_name=$(type -P -- "$1")
if [[ ! $__codex_env_name ]]; then
  printf 'codex-env-shim: start: there is no %s on PATH\n  install it, or name its program by its path\n' "$1" >&2
  exit 127
fi
shift
if [[ ${BASH_ENV-} == "@shells@/hook.bash" || ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then . "@shells@/profile/absorb.bash"; fi
unset -v CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_LEVEL CODEX_ENV_SHIM_ROUTE
case ${__codex_env_name##*/} in
codex) . "@shells@/start/codex.bash" ;;
claude | claude.exe) . "@shells@/start/claude.bash" ;;
copilot) . "@shells@/start/copilot.bash" ;;
gemini) . "@shells@/start/gemini.bash" ;;
opencode) . "@shells@/start/any.bash" OPENCODE ;;
qwen) . "@shells@/start/any.bash" QWEN_CODE ;;
*) . "@shells@/start/any.bash" '' ;;
esac
. "@shells@/launch/become.bash"

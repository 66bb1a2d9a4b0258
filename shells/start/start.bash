# shellcheck shell=bash
# start AGENT [ARG…]: becomes the agent. Its commands get the hook by its environment; the agent itself, and what is between it and us, gets
# nothing of any project. No configuration is changed.
shift
case ${1-} in
-h | --help) __codex_env_print_usage start 0 ;;
'' | -*) __codex_env_print_usage start ;;
esac
__codex_env_name=$(type -P -- "$1")
if [[ ! $__codex_env_name ]]; then
  printf 'codex-env-shim: start: there is no %s on PATH\n  install it, or name its program by its path\n' "$1" >&2
  exit 127
fi
shift
if [[ ${BASH_ENV-} == "@shells@/hook.bash" || ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then . "@shells@/launch/absorb.bash" hooks; fi
unset -v CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_LEVEL CODEX_ENV_SHIM_ROUTE

# An agent that hands its environment on to its commands: bash finds the hook by BASH_ENV, zsh by ZDOTDIR. $1: a variable that only its commands
# have, or nothing. Where SHLVL is missing bash could take the agent's pipe for a network connection, and skip BASH_ENV.
__codex_env_export_hook() {
  if [[ ${BASH_ENV-} ]]; then export CODEX_ENV_SHIM_BASH_ENV="$BASH_ENV"; fi
  if [[ ${ZDOTDIR-} ]]; then export CODEX_ENV_SHIM_ZDOTDIR="$ZDOTDIR"; fi
  export BASH_ENV="@shells@/hook.bash" ZDOTDIR="@shells@/zdotdir" CODEX_ENV_SHIM_ROUTE="start:$1"
  if ((SHLVL < 2)); then SHLVL=2; fi
}

__codex_env_set() { __codex_env_words+=(-c "shell_environment_policy.set.$1=\"$2\""); }

case ${__codex_env_name##*/} in
codex)
  # What `enable codex` writes, for this start only. Codex reads these after its config.toml, and filters them as it says there.
  __codex_env_words=(-c allow_login_shell=false -c features.shell_snapshot=false)
  __codex_env_set BASH_ENV "@shells@/hook.bash"
  __codex_env_set ZDOTDIR "@shells@/zdotdir"
  __codex_env_set SHLVL 1
  __codex_env_set CODEX_ENV_SHIM_LEVEL 2
  # (A path with a quote or a backslash has no place in this form; the hook then goes without it.)
  if [[ ${BASH_ENV-} && $BASH_ENV != *[\"\\]* ]]; then __codex_env_set CODEX_ENV_SHIM_BASH_ENV "$BASH_ENV"; fi
  if [[ ${ZDOTDIR-} && $ZDOTDIR != *[\"\\]* ]]; then __codex_env_set CODEX_ENV_SHIM_ZDOTDIR "$ZDOTDIR"; fi
  set -- "${__codex_env_words[@]}" "$@"
  ;;
claude | claude.exe)
  # Every command runs the text of CLAUDE_ENV_FILE after the snapshot of the user's shell.
  if [[ ${CLAUDE_ENV_FILE-} ]]; then export CODEX_ENV_SHIM_CLAUDE_ENV_FILE="$CLAUDE_ENV_FILE"; fi
  export CLAUDE_ENV_FILE="@shells@/start/claude-env"
  ;;
copilot)
  # Copilot CLI drops BASH_ENV, and starts the bash that this names. Its login snapshot would put the values of the user's profile over those that it
  # was started with.
  export COPILOT_BASH_PATH="@shells@/bash" COPILOT_DISABLE_LOGIN_SHELL_ENV="${COPILOT_DISABLE_LOGIN_SHELL_ENV-1}"
  ;;
gemini)
  # In GitHub's CI it takes every variable away that no settings allow: these are the lowest settings, and the user's add to them.
  __codex_env_export_hook GEMINI_CLI
  if [[ ${GITHUB_SHA-} && ! ${GEMINI_CLI_SYSTEM_DEFAULTS_PATH-} ]]; then export GEMINI_CLI_SYSTEM_DEFAULTS_PATH="@data@/dist/gemini-defaults.json"; fi
  ;;
opencode) __codex_env_export_hook OPENCODE ;;
qwen) __codex_env_export_hook QWEN_CODE ;;
*) __codex_env_export_hook '' ;;
esac
unset -f __codex_env_print_usage __codex_env_show __codex_env_enter __codex_env_export_hook __codex_env_set
. "@shells@/launch/become.bash"

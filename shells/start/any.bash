# shellcheck shell=bash
# An agent that hands its environment on to its commands: bash finds the hook by BASH_ENV, zsh by ZDOTDIR. $1: a variable that only its commands
# have, or nothing. Where SHLVL is missing bash could take the agent's pipe for a network connection, and skip BASH_ENV.
if [[ ${BASH_ENV-} ]]; then export CODEX_ENV_SHIM_BASH_ENV="$BASH_ENV"; fi
if [[ ${ZDOTDIR-} ]]; then export CODEX_ENV_SHIM_ZDOTDIR="$ZDOTDIR"; fi
export BASH_ENV="@shells@/hook.bash" ZDOTDIR="@shells@/zdotdir" CODEX_ENV_SHIM_ROUTE="start:$1"
if ((SHLVL < 2)); then SHLVL=2; fi

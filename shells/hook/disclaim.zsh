# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# Takes our own variables out of the environment, but for the user's ZDOTDIR, which comes last.
unset ZDOTDIR CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_LEVEL
if [[ $BASH_ENV == "@shells@/hook.bash" ]]; then unset BASH_ENV; fi
if [[ $CODEX_ENV_SHIM_BASH_ENV ]]; then
  export BASH_ENV=$CODEX_ENV_SHIM_BASH_ENV
  unset CODEX_ENV_SHIM_BASH_ENV
fi

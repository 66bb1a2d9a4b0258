# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The outer shell of Codex's shell snapshot in zsh, see snapshot.sh. Where that returns, the user's own .zshenv runs as without us, and
# ZDOTDIR goes on to the inner shell.
() {
  emulate -L sh
  local IFS=''
  __codex_env_text=$ZSH_EXECUTION_STRING
  . "@shells@/profile/snapshot.sh"
} || return 1
unset ZDOTDIR
if [[ ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
export ZDOTDIR="@shells@/zdotdir"
if [[ -n ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi
unset -m '__codex_env_*'
unset -f -m '__codex_env_*'
true

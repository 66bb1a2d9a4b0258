# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# A zsh on the way to the agent: the user's own .zshenv is read, and ours is found again by the agent's commands.
unset ZDOTDIR
if [[ -n ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
if [[ ! -o interactive ]]; then export ZDOTDIR="@shells@/zdotdir"; fi
{ if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset -m '__codex_env_*'; unset -f -m '__codex_env_*'; } 2>/dev/null

# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The zsh hook where something stands in the way of the plain case (zdotdir/.zshenv): Codex's snapshot, a zsh on the way to the agent, a script, options,
# startup files of the user's. Sourced at the top level, as zsh would source the user's .zshenv.
# It has been read already where it holds options.
if [[ ! ${__codex_env_held+set} ]]; then . "@shells@/hook.zsh" functions; fi
if [[ ${ZSH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* ]] && () {
  emulate -L sh
  local IFS=''
  __codex_env_text=$ZSH_EXECUTION_STRING
  . "@shells@/profile/snapshot.sh"
}; then
  # The outer shell of Codex's snapshot goes on (snapshot.sh): the user's own .zshenv runs as if the shim were not installed, and ZDOTDIR goes on to the inner shell.
  unset ZDOTDIR
  if [[ ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
  if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
  export ZDOTDIR="@shells@/zdotdir"
  if [[ -n ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi
  unset -m '__codex_env_*'
  unset -f -m '__codex_env_*'
  true
elif [[ ${CODEX_ENV_SHIM_ROUTE-} == start:* ]] && ! __codex_env_is_command_of_agent; then
  # A zsh on the way to the agent: the user's own .zshenv is read, and ours is found again by the agent's commands.
  unset ZDOTDIR
  if [[ -n ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
  if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
  if [[ ! -o interactive ]]; then export ZDOTDIR="@shells@/zdotdir"; fi
  { if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset -m '__codex_env_*'; unset -f -m '__codex_env_*'; } 2>/dev/null
else
  __codex_env_begin
  if [[ -r $__codex_env_home/.zshenv ]]; then . "$__codex_env_home/.zshenv"; __codex_env_last=$_; fi
  __codex_env_continue .zshenv "$@"
  if [[ ${__codex_env_global_rcs-} ]]; then unsetopt global_rcs; fi
  if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then
    # zsh takes xtrace back at the end of a function, so this is outside one; the last word is for $_,
    # which is as the last file left it.
    { __codex_env_leave; if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; () { if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset __codex_env_held __codex_env_last __codex_env_nest; : "$1"; } "$__codex_env_last"; } 2>/dev/null
  else
    : "$__codex_env_last"
  fi
fi

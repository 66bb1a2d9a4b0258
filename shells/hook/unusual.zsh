# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The zsh hook where something stands in the way of the plain case, see hook.zsh. Codex's snapshot: the outer shell leaves the work to the inner one.
. "@shells@/hook.zsh"
if [[ ${ZSH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* ]] && . "@shells@/profile/snapshot.zsh"; then
  :
elif [[ ${CODEX_ENV_SHIM_ROUTE-} == start:* ]] && ! . "@shells@/start/arrived.sh"; then
  . "@shells@/start/pass.zsh"
else
  __codex_env_begin
  if [[ -r $__codex_env_home/.zshenv ]]; then . "$__codex_env_home/.zshenv"; __codex_env_last=$_; fi
  __codex_env_continue .zshenv "$@"
  if [[ ${__codex_env_global_rcs-} ]]; then unsetopt global_rcs; fi
  if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then
    # zsh takes xtrace back at the end of a function, so this stands outside; the last word is for $_,
  # which is as the last file left it.
    { __codex_env_leave; if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; () { if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset __codex_env_held __codex_env_last __codex_env_nest; : "$1"; } "$__codex_env_last"; } 2>/dev/null
  else
    : "$__codex_env_last"
  fi
fi

# The zsh route, see hook.zsh.
__codex_env_last=$_
__codex_env_restore_zdotdir
if [[ ! ${__codex_env_skip-} && -r $__codex_env_home/.zshrc ]]; then . "$__codex_env_home/.zshrc"; __codex_env_last=$_; fi
if [[ ${__codex_env_global_rcs-} ]]; then setopt global_rcs; fi
__codex_env_continue .zshrc "$@"
if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then
  # zsh takes xtrace back at the end of a function, so this stands outside; the last word is for $_,
  # which is as the last file left it.
  { __codex_env_leave; if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; () { if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset __codex_env_held __codex_env_last __codex_env_nest; : "$1"; } "$__codex_env_last"; } 2>/dev/null
else
  : "$__codex_env_last"
fi

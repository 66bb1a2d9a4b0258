# The zsh route, see hook.zsh.
__codex_env_restore_zdotdir
if [[ ! ${__codex_env_skip-} && -r $__codex_env_home/.zlogin ]]; then . "$__codex_env_home/.zlogin"; fi
if [[ ${__codex_env_global_rcs-} ]]; then setopt global_rcs; fi
__codex_env_continue .zlogin "$@"
if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then
  # zsh takes xtrace back at the end of a function, so this stands outside; the last word is for $_.
  { __codex_env_leave; if [[ $REPLY ]]; then setopt $REPLY; fi; unset REPLY; : '' } 2>/dev/null
fi

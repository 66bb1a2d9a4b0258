# The zsh route, see hook.zsh.
__codex_env_restore_zdotdir
if [[ ! ${__codex_env_skip-} && -r $__codex_env_home/.zshrc ]]; then . "$__codex_env_home/.zshrc"; fi
if [[ ${__codex_env_global_rcs-} ]]; then setopt global_rcs; fi
__codex_env_continue .zshrc "$@"
if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then { __codex_env_leave } 2>/dev/null; fi

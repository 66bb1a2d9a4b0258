# The zsh route, see hook.zsh.
__codex_env_restore_zdotdir
if [[ ! ${__codex_env_skip-} && -r $__codex_env_home/.zprofile ]]; then . "$__codex_env_home/.zprofile"; fi
__codex_env_continue .zprofile "$@"

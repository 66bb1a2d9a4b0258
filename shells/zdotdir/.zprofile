# The zsh route, see hook.zsh.
__codex_env_last=$_
__codex_env_restore_zdotdir
if [[ ! ${__codex_env_skip-} && -r $__codex_env_home/.zprofile ]]; then . "$__codex_env_home/.zprofile"; __codex_env_last=$_; fi
__codex_env_continue .zprofile "$@"
# $_ is as the last file of the user left it.
: "$__codex_env_last"

# shellcheck shell=bash
# Record, for bash and zsh, where record.bash is not enough: any bytes, any length, no clock, no writable log, a refusal.
# In: the command in BASH_EXECUTION_STRING or __codex_env_command, __codex_env_name, _shell, _route, _json, the arguments as "$@";
# or __codex_env_line, the whole line, where it could not be written to the log.
# A user's own startup file can have set traps, which must not be lost with ours: the careful record keeps them.
__codex_env_sent='' __codex_env_guest=''
if [[ ${BASHOPTS-} == *login_shell* || ${BASH_ENV:-@shells@/hook.bash} != "@shells@/hook.bash" ]] || { [[ ! ${ZSH_VERSION-}${BASHOPTS-} ]] && shopt -q login_shell; }; then __codex_env_guest=1; fi
if [[ ${__codex_env_line-} && ! $__codex_env_guest ]]; then
  . "@shells@/record/send.sh"
  trap - PIPE
fi
if [[ ! $__codex_env_sent ]]; then . "@shells@/record/careful.sh"; fi
if [[ ${__codex_env_wrap-}${__codex_env_watch-} ]]; then
  # The plain records hold it, and what runs from here on must not inherit that.
  trap - XFSZ
  case $__codex_env_shell in
  zsh) . "@shells@/watch/wrap.zsh" ;;
  *) . "@shells@/watch/wrap.bash" ;;
  esac
fi

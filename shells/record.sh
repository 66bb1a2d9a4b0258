# shellcheck shell=bash
# Record, for bash and zsh, where record.bash is not enough: any bytes, any length, no clock, no writable log, a refusal.
# In: the command in BASH_EXECUTION_STRING or __codex_env_command, __codex_env_name, _shell, _route, _json, the arguments as "$@";
# or __codex_env_line, the whole line, where it could not be written to the log.
__codex_env_sent=''
if [[ ${__codex_env_line-} && ! ${BASH_ENV-} ]]; then
  trap '' PIPE
  . "@shells@/send.sh" # inline
  trap - PIPE
fi
if [[ ! $__codex_env_sent ]]; then . "@shells@/careful.sh"; fi

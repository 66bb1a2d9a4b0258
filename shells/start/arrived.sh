# shellcheck shell=bash
# Is this shell a command of the agent that `codex-env-shim start` started, or still on the way to it? A `pyenv` or `asdf` shim, or a wrapper that is a
# shell script, runs before the agent: the environment of a project that it was started in is not that of the commands. CODEX_ENV_SHIM_ROUTE is
# start:NAME; NAME is a variable that only the agent's commands have, or empty where none is known: then every `-c` is a command's.
__codex_env_text=${CODEX_ENV_SHIM_ROUTE#start:}
if [[ ${BASH_EXECUTION_STRING+set}${ZSH_EXECUTION_STRING+set} ]]; then
  case $__codex_env_text in
  '') : ;;
  [0-9]* | *[!A-Za-z0-9_]*) ! : ;;
  *) eval "[[ \${$__codex_env_text-} ]]" ;;
  esac
else
  ! :
fi

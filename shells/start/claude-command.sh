# shellcheck shell=bash
# For bash and zsh, what the text of our CLAUDE_ENV_FILE sources: the user's own one, then what the hook of `enable claude` would have sourced. Where
# that is enabled as well, it follows in the same text, after the hooks of others.
if [ "${CLAUDE_ENV_FILE-}" = "@shells@/start/claude-env" ]; then unset CLAUDE_ENV_FILE; fi
if [ -r "${CODEX_ENV_SHIM_CLAUDE_ENV_FILE-}" ]; then
  export CLAUDE_ENV_FILE="$CODEX_ENV_SHIM_CLAUDE_ENV_FILE"
  unset CODEX_ENV_SHIM_CLAUDE_ENV_FILE
  . "$CLAUDE_ENV_FILE"
  __codex_env_foreign=keep
else
  __codex_env_foreign=''
fi
case ${BASH_EXECUTION_STRING-}${ZSH_EXECUTION_STRING-} in
*'if [ -r "@shells@/claude.sh" ]; then '*' && eval '*) unset __codex_env_foreign ;;
*) . "@shells@/claude.sh" "$__codex_env_foreign" ;;
esac

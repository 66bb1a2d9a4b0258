# shellcheck shell=bash
# Claude Code: every command runs the text of CLAUDE_ENV_FILE after the snapshot of the user's shell.
if [[ ${CLAUDE_ENV_FILE-} ]]; then export CODEX_ENV_SHIM_CLAUDE_ENV_FILE="$CLAUDE_ENV_FILE"; fi
export CLAUDE_ENV_FILE="@shells@/start/claude-env"

# shellcheck shell=bash
# The SessionStart hook that `enable claude` puts into Claude Code's settings: one line in the session's CLAUDE_ENV_FILE, whose text stands
# in every command between the snapshot and what the model asked for. A session that is resumed or cleared keeps its file.
if [[ ${CLAUDE_ENV_FILE-} ]]; then
  text=''
  if [[ -r $CLAUDE_ENV_FILE ]]; then IFS='' read -r -d '' text <"$CLAUDE_ENV_FILE"; fi
  if [[ $text != *"@shells@/claude.sh"* ]]; then
    printf '%s\n' 'if [ -r "@shells@/claude.sh" ]; then . "@shells@/claude.sh"; fi' >>"$CLAUDE_ENV_FILE"
  fi
fi
exit 0

# shellcheck shell=bash
# Sends __codex_env_line to the collector, if one listens. Sets __codex_env_sent.
if . "@shells@/record/listen.sh"; then
  if [[ ! ${__codex_env_beside-} ]] || __codex_env_send_text; then
    { printf '%s\n' "$__codex_env_line" >>"$__codex_env_log"; } 2>&- && __codex_env_sent=1
  fi
fi

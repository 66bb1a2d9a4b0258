# shellcheck shell=bash
# Record: the plain case of a command in words, behind the prefix. In: what record-text.bash takes, which has the rest. The words become the inside of a
# JSON list.
printf -v __codex_env_words '%s","' "$__codex_env_name" "$@"
__codex_env_words=${__codex_env_words%???}
. "@shells@/record.bash" # inline route=prefix shell= name=$__codex_env_words checked=$__codex_env_command count=0 command=$__codex_env_command rest=record-text.bash

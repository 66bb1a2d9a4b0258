# shellcheck shell=bash
# Record: the plain case of a command in words, behind the prefix. In: the command, as one text and (__codex_env_words) as the inside of a JSON list.
. "@shells@/record.bash" # inline route=prefix shell= name=$__codex_env_words checked=$__codex_env_command count=0 command=$__codex_env_command rest=record-text.bash

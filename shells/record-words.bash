# shellcheck shell=bash
# Record: the plain case of a command in words, behind the prefix. In: what record-text.bash takes, which has the rest. The words become the inside of a
# JSON list.
{
  printf -v __codex_env_words '%s","' "$__codex_env_name" "$@"
  __codex_env_words=${__codex_env_words%???}
  . "@shells@/gather.bash" # inline checked=$__codex_env_command$__codex_env_command
  . "@shells@/record.bash" # inline route=prefix shell= name=$__codex_env_words count=0 doubt=$__codex_env_more command=$__codex_env_command
}

# shellcheck shell=bash
# For record-text.bash, a command that is longer than its line: the line has its head, and a file beside the log its whole text.
# Every look at such a text costs, so it is looked at as seldom as can be, and byte by byte.

# Sets __codex_env_reply to the head.
__codex_env_cut_head() {
  local LC_ALL=C
  __codex_env_reply=${BASH_EXECUTION_STRING:0:1000}
}

# Writes the text, in a file of the name $1; sets __codex_env_whole to what the line says of it. A word that is not quoted costs bash half,
# and with these settings it is the same.
__codex_env_write_whole() {
  local LC_ALL=C IFS='' glob=''
  __codex_env_whole=",\"command_file\":\"$1\",\"command_bytes\":${#BASH_EXECUTION_STRING}"
  if [[ $- != *f* ]]; then glob=1; fi
  set -f
  # shellcheck disable=SC2086
  printf %s $BASH_EXECUTION_STRING 2>&- >"@state@/commands/$1" || __codex_env_whole=''
  if [[ $glob ]]; then set +f; fi
  [[ $__codex_env_whole ]]
}

__codex_env_cut_head

# shellcheck shell=bash
# Record, for the bash hook, what is not the plain case. Its argument is what $_ was. Succeeds where the hook has ended with that: where the plan took
# a closer look, more of ours may be set than the plain case knows of.
__codex_env_last=$1
set --
. "@shells@/record/record-usual.bash" # inline
if [[ ! $__codex_env_cleared ]]; then
  unset -v __codex_env_last
  return 1
fi
trap - XFSZ PIPE
. "@shells@/hook/leave.bash" "$__codex_env_last"

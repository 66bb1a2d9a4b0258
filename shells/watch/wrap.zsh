# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The same for zsh's hook. The shell inside reads no startup files: they would have the last word over the plan.
if [[ -o interactive ]]; then return 0; fi
if [[ -n ${ZSH_EXECUTION_STRING+set} ]]; then
  set -- -c "$ZSH_EXECUTION_STRING" "$ZSH_ARGZERO" "$@"
elif [[ -o shin_stdin ]]; then
  set -- -s "$@"
else
  set -- "$ZSH_ARGZERO" "$@"
fi
exec -- "${__codex_env_wrap[@]}" "@zsh@" -f "$@"

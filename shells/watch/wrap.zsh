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
__codex_env_name=${__codex_env_wrap[@]:0:1}
if ! whence -p -- "$__codex_env_name" >/dev/null 2>&1; then
  __codex_env_why='No such file or directory' __codex_env_ended=127
  case $__codex_env_name in
  */*) if [[ -e $__codex_env_name ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi ;;
  *)
    for __codex_env_at in "${path[@]}"; do
      if [[ -e $__codex_env_at/$__codex_env_name ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
    done
    ;;
  esac
  printf "codex-env-shim: %s: [wrap] '%s': %s\n" "${__codex_env_wrap_from-}" "$__codex_env_name" "$__codex_env_why" >&2
  exit "$__codex_env_ended"
fi
exec -- "${__codex_env_wrap[@]}" "@zsh@" -f "$@"

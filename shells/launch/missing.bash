# shellcheck shell=bash
# A program cannot be started, as it seems: says so in one line, as env(1) and nice(1) do and with their exit statuses. Returns
# where it can be all the same (a shell may have been told not to remember where commands are).
# `command`: the prefix's. `wrap`: that of [wrap], in __codex_env_wrap and __codex_env_wrap_from, which is looked for first.
if [[ $1 == wrap ]]; then
  __codex_env_program=${__codex_env_wrap[0]} __codex_env_asked="${__codex_env_wrap_from-}: [wrap] "
  case $__codex_env_program in
  */*) [[ -x $__codex_env_program && ! -d $__codex_env_program ]] ;;
  *) hash -- "$__codex_env_program" 2>&- ;;
  esac && {
    unset -v __codex_env_program __codex_env_asked
    return
  }
else
  __codex_env_program=$__codex_env_name __codex_env_asked=''
fi
case $__codex_env_program in
*' && eval '*' && pwd -P >| '*)
  printf 'codex-env-shim: CLAUDE_CODE_SHELL_PREFIX hands over a whole text, which is no command\n  unset it, and run: codex-env-shim enable claude\n' >&2
  exit 127
  ;;
esac
__codex_env_why='No such file or directory' __codex_env_ended=127
case $__codex_env_program in
*/*)
  if [[ -f $__codex_env_program && -x $__codex_env_program ]]; then return; fi
  if [[ -e $__codex_env_program ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
  ;;
*)
  __codex_env_rest=$PATH:
  while [[ $__codex_env_rest && $__codex_env_program ]]; do
    __codex_env_at=${__codex_env_rest%%:*}
    __codex_env_at=${__codex_env_at:-.}/$__codex_env_program
    __codex_env_rest=${__codex_env_rest#*:}
    if [[ -f $__codex_env_at && -x $__codex_env_at ]]; then return; fi
    if [[ -e $__codex_env_at ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
  done
  ;;
esac
printf "codex-env-shim: %s'%s': %s\n" "$__codex_env_asked" "$__codex_env_program" "$__codex_env_why" >&2
exit "$__codex_env_ended"

# shellcheck shell=bash
# The prefix's command cannot be started, as it seems: says so in one line, as env(1) and nice(1) do and with their exit statuses. Returns
# where it can be all the same (a shell may have been told not to remember where commands are).
__codex_env_why='No such file or directory' __codex_env_ended=127
case $__codex_env_name in
*/*)
  if [[ -e $__codex_env_name ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
  ;;
*)
  __codex_env_rest=$PATH:
  while [[ $__codex_env_rest && $__codex_env_name ]]; do
    __codex_env_at=${__codex_env_rest%%:*}
    __codex_env_at=${__codex_env_at:-.}/$__codex_env_name
    __codex_env_rest=${__codex_env_rest#*:}
    if [[ -f $__codex_env_at && -x $__codex_env_at ]]; then return; fi
    if [[ -e $__codex_env_at ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
  done
  ;;
esac
printf "codex-env-shim: '%s': %s\n" "$__codex_env_name" "$__codex_env_why" >&2
exit "$__codex_env_ended"

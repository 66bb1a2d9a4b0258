# shellcheck shell=bash
# A launcher that was asked for a login shell where profiles are not suppressed. No project is declared here: the real shell does what
# it always does. Or the project wants its profiles, and the hook acts after them. (sh has no hook: there they are always suppressed,
# because they would have the last word.)
if [[ ${__codex_env_handover-} ]]; then
  . "@shells@/launch/handover.bash"
  unset -v __codex_env_wrap __codex_env_wrap_from
  if [[ ${__codex_env_watch-} ]]; then . "@shells@/watch/watch.bash" "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}; fi
else
  if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/hook/clear.bash" plain; fi
  __codex_env_keep_login=1
  . "@shells@/record/record.sh"
fi
if [[ $__codex_env_last && $__codex_env_last != "$BASH" ]]; then
  _=$__codex_env_last exec "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}
fi
exec "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}

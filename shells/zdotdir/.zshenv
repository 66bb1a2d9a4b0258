# The zsh route, see hook.zsh. Codex's snapshot: the outer shell leaves the work to the inner one.
{ __codex_env_tracing=''; if [[ -o xtrace ]]; then __codex_env_tracing=1; unsetopt xtrace; fi } 2>/dev/null
. "@shells@/hook.zsh"
if [[ ${ZSH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* ]]; then
  . "@shells@/snapshot.zsh"
else
  __codex_env_begin
  if [[ -r $__codex_env_home/.zshenv ]]; then . "$__codex_env_home/.zshenv"; fi
  __codex_env_continue .zshenv "$@"
  if [[ ${__codex_env_global_rcs-} ]]; then unsetopt global_rcs; fi
  if [[ ! ${__codex_env_zdotdir_kind+set} ]]; then
    # zsh takes xtrace back at the end of a function.
    if [[ $__codex_env_tracing ]]; then { __codex_env_leave; setopt xtrace } 2>/dev/null; else __codex_env_leave; fi
  fi
fi

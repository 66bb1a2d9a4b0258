# shellcheck shell=bash
# For watch.bash: the third process beside a watched command, its parent, which does nothing but wait for it. (A bash that waits for a child
# while it has traps loses the child's end if a signal comes with it.) Says how the command ended.
# In: the command as "$@". Sets __codex_env_keeps, where that is to be read, and __codex_env_keeper.
__codex_env_keep() {
  local child='' ended='' __codex_env_say=''
  # What a shell catches is in the command as it was; what it ignores would be ignored there. So it ignores them once the command is there.
  # shellcheck disable=SC2154,SC2086 # the watcher's names of signals
  trap : $signals
  trap __codex_env_tell_job CHLD
  # The command's process says itself that it is there: a signal that comes before a new bash has left its parent's traps is lost on it.
  exec {__codex_env_say}>&1
  # Its input is that of the caller, which bash would take from a background command.
  if [[ $__codex_env_in && $__codex_env_out ]]; then
    __codex_env_start "$@" <&0 >&"$__codex_env_out" {__codex_env_out}>&- &
  elif [[ $__codex_env_out ]]; then
    __codex_env_start "$@" <&- >&"$__codex_env_out" {__codex_env_out}>&- &
  elif [[ $__codex_env_in ]]; then
    __codex_env_start "$@" <&0 >&- &
  else
    __codex_env_start "$@" <&- >&- &
  fi
  child=$!
  # shellcheck disable=SC2086
  trap '' $signals TTIN TTOU PIPE
  set +o posix
  unset -v FUNCNEST
  exec 2>&- {__codex_env_say}>&-
  exec <&-
  __codex_env_let_go
  wait "$child"
  ended=$?
  __codex_env_tell_job
  printf 'ended %s\n' "$ended"
}

# Only the list of jobs tells a status of 128 and more from the signal of that number. What was killed is in it only until somebody has waited
# for it, what has exited is there for longer. The number of the job depends on whether this bash counts the witness, too.
__codex_env_tell_job() {
  local LC_ALL=C
  {
    jobs -l %1
    jobs -l %2
  } 2>/dev/null
}

__codex_env_in='' __codex_env_out=''
{
  if : <&0; then __codex_env_in=1; fi
  if : >&1; then exec {__codex_env_out}>&1; fi
} 2>/dev/null
exec {__codex_env_keeps}< <(__codex_env_keep "$@")
__codex_env_keeper=$!

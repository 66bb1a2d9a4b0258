# shellcheck shell=bash
# For watch.bash: the second process beside a watched command. It is in the same process group, so it knows which signals came to all of it,
# and it has the last word if the first is killed: the command does not outlive it.
# In come `child PID`, `end`, and the name of a signal that came to the first process; of that it says whether it came to all.
__codex_env_seen=' '
# shellcheck disable=SC2154,SC2086,SC2064 # the watcher's names of signals
for signal in $signals; do trap "__codex_env_seen+='$signal '" "$signal"; done 2>/dev/null
trap '' TTIN TTOU PIPE
set +o posix
unset -v FUNCNEST TMOUT
exec 2>&-
__codex_env_let_go
while IFS=' ' read -r what rest; do
  case $what in
  child) __codex_env_child=$rest ;;
  end) exit ;;
  *)
    if [[ $__codex_env_seen == *" $what "* ]]; then
      __codex_env_seen=${__codex_env_seen//" $what "/ }
      printf '%s all\n' "$what"
    else
      printf '%s one\n' "$what"
    fi
    ;;
  esac
done
if [[ $__codex_env_child ]]; then kill -s KILL "$__codex_env_child"; fi

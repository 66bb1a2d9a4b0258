# shellcheck shell=bash
# The user's settings say `[audit] exit = true`: the command, "$@", runs as a child of this shell, which waits for it, writes how it ended and
# ends the same way. In: what record.sh has made of the command, or __codex_env_handover, where the hook inside writes its line. Comes back
# only where the command cannot be watched, and leaves __codex_env_start for that. docs/audit.md says what the command can see of this.
__codex_env_err=1
# What a command that nobody watches would have been started with: bash has its background commands ignore INT and QUIT.
__codex_env_start() {
  trap - INT QUIT
  if [[ ${__codex_env_say-} ]]; then
    # The witness first: whatever becomes of the watcher now, the command does not outlive it.
    printf 'child %s\n' "$BASHPID" >&"$__codex_env_witness_at" && printf 'child %s\n' "$BASHPID" >&"$__codex_env_say" || exit 125
    exec {__codex_env_witness_at}>&- {__codex_env_say}>&-
  fi
  if [[ ! $__codex_env_err ]]; then exec 2>&-; fi
  if [[ ${__codex_env_inherited-} || ${__codex_env_lost[0]+set} ]]; then __codex_env_become "$@"; fi
  if [[ ! $__codex_env_last || $__codex_env_last == "$BASH" ]]; then exec -- "$@"; fi
  _=$__codex_env_last exec -- "$@"
}

if [[ ! ${EPOCHREALTIME-} || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 ]]; then return; fi
. "@shells@/find/room.sh"
if ! __codex_env_has_room; then
  unset -f __codex_env_has_room
  return
fi
unset -f __codex_env_has_room

# One signal after the other: a trap may come amid another one, and each takes its answer from the same pipe.
__codex_env_pass() {
  local signal='' batch=''
  __codex_env_queue="$__codex_env_queue $1"
  while [[ $__codex_env_queue && ! $__codex_env_busy && $__codex_env_child ]]; do
    __codex_env_busy=1 batch=$__codex_env_queue __codex_env_queue=''
    for signal in $batch; do __codex_env_deliver_signal "$signal"; done
    __codex_env_busy=''
  done
}

# A signal that came to this process alone is the command's; of one that came to all of the process group it has had its own.
__codex_env_deliver_signal() {
  local which='' answer='' turns=0
  printf '%s\n' "$1" >&"$__codex_env_to"
  until [[ $which == "$1" || $turns -gt 9 ]]; do
    turns=$((turns + 1))
    IFS=' ' read -r -t 0.2 which answer <&"$__codex_env_from"
  done
  if [[ $which != "$1" || $answer != all ]]; then kill -s "$1" "$__codex_env_child"; fi
  __codex_env_do_alike "$1"
}

# What stops the command stops us, and what makes it go on is for all of us.
__codex_env_do_alike() {
  case $1 in
  CONT) kill -s CONT "$__codex_env_keeper" "$__codex_env_witness_is" ;;
  TSTP)
    trap - TSTP
    kill -s TSTP "$$"
    trap '__codex_env_pass TSTP' TSTP
    ;;
  esac
}

# Files that only the command should have open: somebody may wait for their end. $@: what is ours.
__codex_env_let_go() {
  local fd=''
  for fd in /dev/fd/*; do
    fd=${fd##*/}
    case " 0 1 2 $* " in *" $fd "*) continue ;; esac
    if [[ ! /dev/fd/$fd -ef ${BASH_SOURCE[${#BASH_SOURCE[@]} - 1]} ]]; then exec {fd}>&-; fi
  done
}

# Becomes the one who waits for the command's keeper and witness, and comes back only if the command could not be started.
__codex_env_watch_over() {
  local IFS=' ' signals='' signal=''
  local __codex_env_child='' __codex_env_queue='' __codex_env_busy='' __codex_env_from='' __codex_env_to='' __codex_env_ended='' __codex_env_exited=''
  local __codex_env_witness_is='' __codex_env_witness_at='' __codex_env_keeper=''
  # Names that a system does not have are passed over; signals of faults, and those that nobody can catch, have their own way.
  signals="TERM INT HUP QUIT USR1 USR2 ALRM CONT TSTP TRAP ABRT STKFLT URG VTALRM PROF WINCH IO PWR SYS"
  for signal in {34..64}; do signals="$signals $signal"; done
  # (bash leaves its pipes where descriptors were closed.)
  __codex_env_err=''
  if [[ -e /dev/fd/2 ]]; then __codex_env_err=1; fi
  coproc __codex_env_witness { . "@shells@/watch/witness.bash"; }
  # bash forgets these as soon as the witness is gone.
  __codex_env_from=${__codex_env_witness[0]} __codex_env_to=${__codex_env_witness[1]} __codex_env_witness_is=$__codex_env_witness_PID
  # It closes these in what it starts, too.
  exec {__codex_env_witness_at}>&"$__codex_env_to"
  # shellcheck disable=SC2064 # now
  for signal in $signals; do trap "__codex_env_pass $signal" "$signal"; done 2>/dev/null
  . "@shells@/watch/keeper.bash" "$@"
  trap '' PIPE
  set +o posix
  unset -v FUNCNEST TMOUT
  __codex_env_listen
  # shellcheck disable=SC2086 # names of signals
  trap '' $signals XFSZ
  if [[ $__codex_env_child ]]; then __codex_env_finish; fi
  # The keeper or the command died before it could say that it is there, as with all of the process group.
  for signal in $__codex_env_queue; do
    trap - "$signal"
    kill -s "$signal" "$$"
  done
  if [[ $__codex_env_ended ]]; then exit "$__codex_env_ended"; fi
  # shellcheck disable=SC2086
  trap - $signals XFSZ PIPE
}

# Waits for what the keeper says. A shell that reads takes each signal as it comes, where one that waits would lose some; a signal that comes
# in the instant before it reads is taken when it looks again.
__codex_env_listen() {
  local what='' rest=''
  while
    IFS=' ' read -r -t 1 what rest <&"$__codex_env_keeps" || [[ $? -gt 128 ]]
  do
    case $what in
    '') ;;
    child) __codex_env_accompany "$rest" ;;
    ended)
      __codex_env_ended=$rest
      return
      ;;
    *) case $rest in *" Done "* | *" Exit "[0-9]*) __codex_env_exited=1 ;; esac ;;
    esac
  done
}

# The command is there, as process $1.
__codex_env_accompany() {
  local signal='' early=''
  if [[ -w /dev/null ]]; then exec </dev/null >/dev/null 2>&1; else exec <&- >&- 2>&-; fi
  __codex_env_child=$1 early=$__codex_env_queue __codex_env_queue=''
  __codex_env_let_go "$__codex_env_keeps" "$__codex_env_from" "$__codex_env_to"
  . "@shells@/watch/end.bash"
  __codex_env_note_beginning
  # What came before we knew of the command is given to it in any case.
  for signal in $early; do
    kill -s "$signal" "$1"
    __codex_env_do_alike "$signal"
  done
}

# The command has ended. Where the keeper was killed, nobody can say what becomes of it, so it is ended.
__codex_env_finish() {
  local __codex_env_killed=''
  if [[ ! $__codex_env_ended ]]; then
    kill -s KILL "$__codex_env_child"
    __codex_env_ended=125
  fi
  printf 'end\n' >&"$__codex_env_to"
  if [[ $__codex_env_ended -gt 128 && ! $__codex_env_exited ]]; then __codex_env_killed=$(kill -l "$((__codex_env_ended - 128))"); fi
  __codex_env_tell_end "$__codex_env_start_clock"
  __codex_env_watched=1
  unset -v __codex_env_beside
  . "@shells@/record/record.sh"
  # Nothing of ours is left when this ends.
  wait "$__codex_env_keeper" "$__codex_env_witness_is"
  __codex_env_end_alike
}

__codex_env_watch_over "$@"

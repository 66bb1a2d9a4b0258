# shellcheck shell=bash
# Starts a command that needs more than this shell's place: the project has its commands run inside another program ([wrap]), or the user's settings
# have them watched (`[audit] exit = true`). A watched command runs as a child of this shell, which waits for it, writes how it ended and ends the same
# way. docs/audit.md says what the command can see of this.
# `command CMD…` watches CMD, and comes back where it cannot be watched. `arguments ARG…`: the command is this shell's own, with ARG… as its arguments; it
# is wrapped, watched or both, and this does not come back.
# In: what record.sh has made of the command, or __codex_env_handover, where the hook inside writes its line.

if [[ $1 == arguments ]]; then
  shift
  # The plan is applied and the line is written; what runs inside is none of ours, so nothing of ours goes along.
  . "@shells@/launch/absorb.bash" hooks
  if [[ $__codex_env_route == prefix ]]; then
    set -- "$__codex_env_name" "$@"
  elif [[ ${__codex_env_real-} ]]; then
    set -- "$__codex_env_real" ${__codex_env_keep_login:+-l} -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}
  else
    # In the hook the shell has begun already: another one does the same in there, with the options that it was given.
    __codex_env_text=$-${__codex_env_flags-}
    __codex_env_text=${__codex_env_text//[!aefkptuvxCEPT]/}
    if [[ ${BASH_EXECUTION_STRING+set} ]]; then
      set -- -c "$BASH_EXECUTION_STRING" "$0" "$@"
    else
      case $- in
      *s*) set -- -s -- "$@" ;;
      *) set -- "$0" "$@" ;;
      esac
    fi
    set -- "$BASH" ${__codex_env_text:+"-$__codex_env_text"} "$@"
  fi
  if [[ ${__codex_env_wrap[0]+set} ]]; then
    . "@shells@/launch/missing.bash" wrap
    set -- "${__codex_env_wrap[@]}" "$@"
  fi
  set -- arguments "$@"
  if [[ ! ${__codex_env_watch-} ]]; then exec -- "${@:2}"; fi
fi

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

# Is there all that watching takes: bash 5.1, and room for two processes more?
__codex_env_can_watch() {
  if [[ ! ${EPOCHREALTIME-} || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 ]]; then return 1; fi
  . "@shells@/find/renew.sh" room
  __codex_env_has_room
}

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
  coproc __codex_env_witness { __codex_env_witness_all; }
  # bash forgets these as soon as the witness is gone.
  __codex_env_from=${__codex_env_witness[0]} __codex_env_to=${__codex_env_witness[1]} __codex_env_witness_is=$__codex_env_witness_PID
  # It closes these in what it starts, too.
  exec {__codex_env_witness_at}>&"$__codex_env_to"
  # shellcheck disable=SC2064 # now
  for signal in $signals; do trap "__codex_env_pass $signal" "$signal"; done 2>/dev/null
  __codex_env_in='' __codex_env_out=''
  {
    if : <&0; then __codex_env_in=1; fi
    if : >&1; then exec {__codex_env_out}>&1; fi
  } 2>/dev/null
  exec {__codex_env_keeps}< <(__codex_env_keep "$@")
  __codex_env_keeper=$!
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
  __codex_env_watch_phase=running
  . "@shells@/record/record.sh"
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
  __codex_env_watch_phase=ended
  unset -v __codex_env_beside
  . "@shells@/record/record.sh"
  # Nothing of ours is left when this ends.
  wait "$__codex_env_keeper" "$__codex_env_witness_is"
  __codex_env_end_alike
}

# The witness is in the same process group as the command, so it knows which signals came to all of it, and it has the last word if the watcher is killed:
# the command does not outlive it. In come `child PID`, `end`, and the name of a signal that came to the watcher; of that it says whether it came to all.
__codex_env_witness_all() {
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
}

# The keeper is the parent of the command, and does nothing but wait for it. (A bash that waits for a child while it has traps loses the child's end if a
# signal comes with it.) It says how the command ended. In: the command as "$@".
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

# The line of the command itself is there, unless the hook inside the shell writes it.
__codex_env_note_beginning() {
  local now=''
  if [[ ${__codex_env_handover-} ]]; then
    __codex_env_tell_time
    __codex_env_began=$now __codex_env_pid=$__codex_env_child
  else
    __codex_env_began=$__codex_env_time __codex_env_pid=$$
  fi
  __codex_env_start_clock=$__codex_env_clock
}

# Sets __codex_env_ending, the line's members, and __codex_env_time to how and when the command ended. The members of the line that say whose it is are those of the command's own.
__codex_env_tell_end() {
  local LC_ALL=C IFS=' ' text='' line='' now='' json='' from=$1 took=0
  __codex_env_limit_json
  __codex_env_add cwd "$PWD" 900
  __codex_env_add_agent 200
  if [[ ! ${__codex_env_handover-} ]]; then
    json=${json%%,\"set\":*}
    line="$line,${json%%,\"wrap\":*}"
  fi
  __codex_env_tell_time
  took=$((${__codex_env_clock/[.,]/} - ${from/[.,]/}))
  if ((took < 0)); then took=0; fi
  if [[ $__codex_env_killed ]]; then text="\"signal\":\"$__codex_env_killed\""; else text="\"exit\":$__codex_env_ended"; fi
  __codex_env_time=$now
  printf -v __codex_env_ending '"began":"%s","pid":%d,%s,"seconds":%d.%06d%s' \
    "$__codex_env_began" "$__codex_env_pid" "$text" "$((took / 1000000))" "$((took % 1000000))" "$line"
}

# A core file, if there is one, is the command's. What was ignored when this shell began it cannot have any more.
__codex_env_end_alike() {
  if [[ $__codex_env_killed ]]; then
    ulimit -S -c 0
    trap - "$__codex_env_killed"
    kill -s "$__codex_env_killed" "$$"
    # shellcheck disable=SC2016 # the shell inside expands it
    if [[ $OSTYPE == linux-gnu* ]]; then exec /usr/bin/env --default-signal="$__codex_env_killed" "$BASH" -pc 'kill -s "$1" "$$"' - "$__codex_env_killed"; fi
  fi
  exit "$__codex_env_ended"
}

if __codex_env_can_watch; then
  unset -f __codex_env_has_room
  __codex_env_watch_over "${@:2}"
fi
unset -f __codex_env_has_room __codex_env_can_watch 2>/dev/null
if [[ $1 == arguments ]]; then __codex_env_start "${@:2}"; fi

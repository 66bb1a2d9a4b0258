# shellcheck shell=bash
# The user's settings say `[audit] exit = true`: the command, "$@", runs as a child of this shell, which waits for it, writes how it ended and
# ends the same way. In: what record.sh has made of the command, or __codex_env_handover, where the hook inside writes its line. Comes back
# only where the command cannot be watched. docs/audit.md says what the command can see of this.
if [[ ! ${EPOCHREALTIME-} || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 ]]; then return; fi
. "@shells@/room.sh"
if ! __codex_env_has_room; then
  unset -f __codex_env_has_room
  return
fi
unset -f __codex_env_has_room

# What a command that nobody watches would have been started with: bash has its background commands ignore INT and QUIT.
__codex_env_start() {
  trap - INT QUIT
  if [[ ! $__codex_env_err ]]; then exec 2>&-; fi
  if [[ ${__codex_env_inherited-} || ${__codex_env_lost[0]+set} ]]; then __codex_env_become "$@"; fi
  if [[ ! $__codex_env_last || $__codex_env_last == "$BASH" ]]; then exec -- "$@"; fi
  _=$__codex_env_last exec -- "$@"
}

# A signal that came to this process alone is the command's; of one that came to all of the process group it has had its own. (One that came
# before it was there is given to it in any case.)
__codex_env_pass() {
  if [[ ! $__codex_env_child ]]; then
    __codex_env_early="$__codex_env_early $1"
    return
  fi
  __codex_env_ask_witness "$1"
  if [[ ${__codex_env_answers[$1]-} != all ]]; then kill -s "$1" "$__codex_env_child"; fi
  unset -v "__codex_env_answers[$1]"
  case $1 in
  CONT) kill -s CONT "$__codex_env_keeper" "$__codex_env_witness_is" ;;
  TSTP)
    trap - TSTP
    kill -s TSTP "$$"
    trap '__codex_env_pass TSTP' TSTP
    ;;
  esac
}

# Traps may come while another one waits for its answer, so each waits for its own, and none for ever.
__codex_env_ask_witness() {
  local which='' answer='' turns=0
  printf '%s\n' "$1" >&"$__codex_env_to"
  until [[ ${__codex_env_answers[$1]-} || $turns -gt 9 ]]; do
    turns=$((turns + 1))
    if IFS=' ' read -r -t 0.2 which answer <&"$__codex_env_from"; then __codex_env_answers[$which]=$answer; fi
  done
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

# Sets __codex_env_line to how the command ended. The members of the line that say whose it is are those of the command's own.
__codex_env_tell_end() {
  local LC_ALL=C IFS=' ' text='' line='' now='' from=$1 took=0 agent=''
  __codex_env_quote "${PWD:0:700}"
  line=",\"cwd\":$text"
  __codex_env_name_agent
  line="$line,\"agent\":\"$agent\""
  __codex_env_quote "${CODEX_THREAD_ID-}"
  line="$line,\"thread\":$text"
  __codex_env_quote "${CODEX_SESSION_ID-}"
  line="$line,\"session\":$text"
  __codex_env_quote "${CODEX_TOOL_CALL_ID-}"
  line="$line,\"tool_call\":$text"
  if [[ ! ${__codex_env_handover-} ]]; then
    text=${__codex_env_json%%,\"set\":*}
    line="$line,${text%%,\"wrap\":*}"
  fi
  __codex_env_tell_time
  took=$((${__codex_env_clock/[.,]/} - ${from/[.,]/}))
  if ((took < 0)); then took=0; fi
  if [[ $__codex_env_killed ]]; then text="\"signal\":\"$__codex_env_killed\""; else text="\"exit\":$__codex_env_ended"; fi
  printf -v __codex_env_line '{"time":"%s","began":"%s","pid":%d,%s,"seconds":%d.%06d%s}' \
    "$now" "$__codex_env_began" "$__codex_env_pid" "$text" "$((took / 1000000))" "$((took % 1000000))" "$line"
}

# Becomes the one who waits for the command's keeper and witness, and comes back only if the command could not be started.
__codex_env_watch_over() {
  local IFS=' ' signals='' signal='' what='' rest=''
  local __codex_env_child='' __codex_env_early='' __codex_env_from='' __codex_env_to='' __codex_env_killed='' __codex_env_ended=''
  local __codex_env_witness_is='' __codex_env_keeper='' __codex_env_said_it=''
  local -A __codex_env_answers=()
  # Names that a system does not have are passed over; signals of faults, and those that nobody can catch, have their own way.
  signals="TERM INT HUP QUIT USR1 USR2 ALRM CONT TSTP TRAP ABRT STKFLT URG VTALRM PROF WINCH IO PWR SYS"
  for signal in {34..64}; do signals="$signals $signal"; done
  # (bash leaves its pipes where descriptors were closed.)
  __codex_env_err=''
  if [[ -e /dev/fd/2 ]]; then __codex_env_err=1; fi
  coproc __codex_env_witness { . "@shells@/witness.bash"; }
  # bash forgets these as soon as the witness is gone.
  __codex_env_from=${__codex_env_witness[0]} __codex_env_to=${__codex_env_witness[1]} __codex_env_witness_is=$__codex_env_witness_PID
  # shellcheck disable=SC2064 # now
  for signal in $signals; do trap "__codex_env_pass $signal" "$signal"; done 2>/dev/null
  . "@shells@/keeper.bash" "$@"
  trap '' PIPE
  set +o posix
  unset -v FUNCNEST TMOUT
  while IFS=' ' read -r what rest <&"$__codex_env_keeps"; do
    case $what in
    child)
      if [[ -w /dev/null ]]; then exec </dev/null >/dev/null 2>&1; else exec <&- >&- 2>&-; fi
      __codex_env_child=$rest
      printf 'child %s\n' "$rest" >&"$__codex_env_to"
      for signal in $__codex_env_early; do kill -s "$signal" "$rest"; done
      __codex_env_let_go "$__codex_env_keeps" "$__codex_env_from" "$__codex_env_to"
      . "@shells@/line.sh"
      __codex_env_note_beginning
      ;;
    ended)
      __codex_env_ended=$rest
      break
      ;;
    *) case $rest in *" Done "* | *" Exit "[0-9]*) __codex_env_said_it=exited ;; esac ;;
    esac
  done
  # shellcheck disable=SC2086 # names of signals
  trap '' $signals XFSZ
  if [[ ! $__codex_env_child ]]; then
    # The keeper died before there was a command, as with all of the process group.
    for signal in $__codex_env_early; do
      trap - "$signal"
      kill -s "$signal" "$$"
    done
    # shellcheck disable=SC2086
    trap - $signals XFSZ PIPE
    return
  fi
  if [[ $__codex_env_ended ]]; then
    printf 'end\n' >&"$__codex_env_to"
    wait "$__codex_env_keeper" "$__codex_env_witness_is"
  else
    # The keeper was killed: what becomes of the command nobody can say, so the witness ends it.
    __codex_env_ended=125
  fi
  if [[ $__codex_env_ended -gt 128 && ! $__codex_env_said_it ]]; then __codex_env_killed=$(kill -l "$((__codex_env_ended - 128))"); fi
  __codex_env_tell_end "$__codex_env_start_clock"
  __codex_env_sent='' __codex_env_guest='' __codex_env_watched=1
  unset -v __codex_env_beside
  . "@shells@/careful.sh"
  __codex_env_end_alike
}

# The line of the command itself is there, unless the hook inside the shell writes it.
__codex_env_note_beginning() {
  local now=''
  if [[ ${__codex_env_handover-} ]]; then
    __codex_env_tell_time
    __codex_env_began=$now __codex_env_pid=$__codex_env_child
  else
    __codex_env_began=${__codex_env_line#'{"time":"'}
    __codex_env_began=${__codex_env_began%%'"'*} __codex_env_pid=$$
  fi
  __codex_env_start_clock=$__codex_env_clock
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

__codex_env_watch_over "$@"

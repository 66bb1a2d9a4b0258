# shellcheck shell=bash
# The careful record, for bash and zsh: any bytes, any length, no clock, a log that cannot be written. It makes the line and offers it to each sink in
# turn: the log, the collector's FIFO, the spool. Then it starts what the command is to run in, if that is anything. docs/audit.md describes the
# line and the sinks.
# In: the command in BASH_EXECUTION_STRING or __codex_env_command, __codex_env_name, _shell, _route, _json, the arguments as "$@". From watch.bash
# __codex_env_watch_phase: `running` only defines what makes a line; with `ended` the line of the end is in __codex_env_ending and __codex_env_time.
# Out: the time of the line in __codex_env_time.

# Sets `line`, the members that follow the time, so that the whole has at most 4095 bytes; and where the command is longer than its room,
# __codex_env_beside: the name of the file for its text. Each text goes through __codex_env_quote; one that is too long is cut, and a member says so.
__codex_env_make_line() {
  local text='' list='' json='' room=0 whole=1
  __codex_env_limit_json
  # A quarter each for the arguments and the directory, a sixteenth for each id, an eighth for the problem; the command has the rest.
  room=$((3700 - ${#json}))
  for text in "$__codex_env_name" "$@"; do
    if ((room / 4 - ${#list} < 16)); then whole=''; fi
    if [[ ! $whole ]]; then break; fi
    __codex_env_fit "$text" $((room / 4 - ${#list}))
    list=$list${list:+,}$text
  done
  line="\"argv\":[$list]"
  if [[ ! $whole ]]; then line="$line,\"argv_cut\":true"; fi
  __codex_env_add cwd "$PWD" $((room / 4))
  line="$line,\"shell\":\"$__codex_env_shell\",\"route\":\"$__codex_env_route\",\"pid\":$$,\"ppid\":$PPID"
  __codex_env_add_agent $((room / 16))
  line="$line,$json"
  if [[ ${__codex_env_undone_restored-}${__codex_env_undone_removed-} ]]; then
    __codex_env_add profile_restored "${__codex_env_undone_restored# }" $((room / 16))
    __codex_env_add profile_removed "${__codex_env_undone_removed# }" $((room / 16))
  fi
  if [[ ${__codex_env_said-} ]]; then __codex_env_add problem "$__codex_env_said" $((room / 8)); fi
  __codex_env_tell_time
  __codex_env_put_command $((3900 - ${#line}))
}

# Sets `json` to what the plan says of itself. Lists of names or a path that are too long for a line are left out.
__codex_env_limit_json() {
  json=${__codex_env_json:-'"project":null,"plan":null,"state":"none"'}
  if ((${#json} > 2400)); then json="${json%%,\"set\":*},\"names_cut\":true"; fi
  if ((${#json} > 2400)); then json="${json%%,\"wrap\":*},\"names_cut\":true"; fi
  if ((${#json} > 2400)); then json="\"project\":null,\"project_cut\":true,\"plan\":${json#*,\"plan\":}"; fi
}

# Puts the command in front of `line`, in at most $1 bytes.
__codex_env_put_command() {
  local text='' head='' whole=1
  # One byte more tells that it was cut. In an assignment, because bash takes its time over each byte of a quoted word.
  head=${command:0:$1+1}
  __codex_env_fit "$head" "$1"
  if [[ ! $whole ]]; then
    __codex_env_beside=${now//:/}-$$.txt
    text="$text,\"command_file\":\"$__codex_env_beside\",\"command_bytes\":${#command}"
  fi
  line="\"command\":$text,$line"
}

# Adds to `line` the agent, and its own ids in at most $1 bytes each.
__codex_env_add_agent() {
  local __codex_env_agent='' __codex_env_thread='' __codex_env_session='' __codex_env_call=''
  . "@shells@/record/agent.sh" # inline
  line="$line,\"agent\":\"$__codex_env_agent\""
  __codex_env_add thread "$__codex_env_thread" "$1"
  __codex_env_add session "$__codex_env_session" "$1"
  __codex_env_add tool_call "$__codex_env_call" "$1"
}

# Adds to `line` a member $1 with the text $2, in at most $3 bytes; where it was cut, a member $1_cut says so.
__codex_env_add() {
  local text='' whole=1
  __codex_env_fit "$2" "$3"
  line="$line,\"$1\":$text"
  if [[ ! $whole ]]; then line="$line,\"$1_cut\":true"; fi
}

# Sets `text` to $1 as a JSON string of at most $2 bytes, of which there are 16 or more. Where that is only its head, `whole` becomes empty.
__codex_env_fit() {
  local head='' part=''
  # Escaped, a byte becomes one, two, or six.
  for part in 1 2 6; do
    head=${1:0:$((($2 - 2) / part))}
    __codex_env_quote "$head"
    if ((${#text} <= $2)); then break; fi
  done
  if ((${#head} == ${#1})); then return; fi
  whole=''
  # A character is not cut in two.
  for part in 1 2 3; do
    if [[ $head == *[$'\x80'-$'\xbf'] ]]; then head=${head%?}; fi
  done
  head=${head%[$'\xc0'-$'\xff']}
  __codex_env_quote "$head"
}

# Sets `text` to $1 as a JSON string. Bytes that are not UTF-8 become lone surrogates \udc80…\udcff, as Python's surrogateescape
# (PEP 383) does, so that nothing is lost.
__codex_env_quote() {
  local byte='' code='' odd='[[:cntrl:]]'
  text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  if [[ $text == *[!\ -~]* ]]; then
    text=${text//$'\n'/\\n}
    if ! __codex_env_is_utf8; then odd=$'[[:cntrl:]\x80-\xff]'; fi
    # shellcheck disable=SC2053 # a pattern
    while [[ $text == *$odd* ]]; do
      # shellcheck disable=SC2295 # a pattern
      byte=${text#"${text%%$odd*}"}
      byte=${byte:0:1}
      printf -v code '%d' "'$byte"
      code=$((code & 255))
      printf -v code '\\u%04x' "$((code < 128 ? code : code + 0xdc00))"
      text=${text//"$byte"/$code}
    done
  fi
  text=\"$text\"
}

# Is `text` valid UTF-8 (RFC 3629, section 4)? Every whole sequence is blanked; what is left over is not valid.
__codex_env_is_utf8() {
  local rest=$text
  if [[ $rest != *[$'\x80'-$'\xff']* ]]; then return 0; fi
  rest=${rest//[$'\xc2'-$'\xdf'][$'\x80'-$'\xbf']/ }
  rest=${rest//[$'\xe1'-$'\xec'$'\xee\xef'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xe0'[$'\xa0'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xed'[$'\x80'-$'\x9f'][$'\x80'-$'\xbf']/ }
  rest=${rest//[$'\xf1'-$'\xf3'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xf0'[$'\x90'-$'\xbf'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xf4'[$'\x80'-$'\x8f'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  [[ $rest != *[$'\x80'-$'\xff']* ]]
}

# Sets `now`: RFC 3339, UTC, microseconds, and __codex_env_clock: the seconds since 1970. bash before 5 has no clock of its own.
__codex_env_tell_time() {
  __codex_env_clock=${EPOCHREALTIME-}
  if [[ ${ZSH_VERSION-} ]]; then
    __codex_env_tell_zsh_time
  elif [[ $__codex_env_clock ]]; then
    TZ=UTC0 printf -v now '%(%FT%T)T.%sZ' "${__codex_env_clock%[.,]*}" "${__codex_env_clock#*[.,]}"
  else
    now=$(TZ=UTC0 command -p date +%FT%TZ)
  fi
}

if [[ ${__codex_env_watch_phase-} == running ]]; then return 0; fi

__codex_env_record() {
  # Bytes, not characters: a line is cut and checked by bytes. FUNCNEST of the environment must not stop it half-way.
  local LC_ALL=C IFS=' ' FUNCNEST=-1 command=${__codex_env_command-${BASH_EXECUTION_STRING-$0}} line=${__codex_env_ending-} now=${__codex_env_time-} guest=''
  if [[ ${__codex_env_watch_phase-} != ended ]]; then
    __codex_env_make_line "$@"
    if __codex_env_is_guest; then guest=1; fi
  fi
  if [[ $guest ]]; then
    (__codex_env_deliver)
  else
    __codex_env_deliver
  fi || __codex_env_lose
}

# May a user's own startup file have set traps here? They must not be lost with ours. (zsh gives a function's traps back by itself, and a
# privileged bash has read no such file.)
__codex_env_is_guest() {
  if [[ ${ZSH_VERSION-} || $- == *p* ]]; then return 1; fi
  [[ ${BASHOPTS-} == *login_shell* || ${BASH_ENV:-@shells@/hook.bash} != "@shells@/hook.bash" ]] || { [[ ! ${BASHOPTS-} ]] && shopt -q login_shell; }
}

# A reader that is gone and a limit on file sizes kill a shell that writes, unless it ignores their signals. `trap -` gives back what
# this process was started with.
__codex_env_deliver() {
  local failed=0 held='PIPE XFSZ'
  if [[ ${ZSH_VERSION-} ]]; then __codex_env_choose_held; fi
  # shellcheck disable=SC2086 # names of signals
  if [[ $held ]]; then trap '' $held; fi
  __codex_env_write "@state@" || __codex_env_send || __codex_env_spool || failed=1
  # shellcheck disable=SC2086
  if [[ $held ]]; then trap - $held; fi
  return "$failed"
}

# Appends the line to the log in directory $1; the whole text of a long command is kept beside the log.
__codex_env_write() {
  local log=$1/audit.jsonl
  if [[ ! -f $log || ! -O $log || ! -w $log ]]; then return 1; fi
  if [[ ${__codex_env_beside-} ]]; then printf '%s' "$command" >"$1/commands/$__codex_env_beside" || return 1; fi
  __codex_env_write_line "$log"
}

# Writes the line to $1. Nothing that takes long may lie between the reading of its time and the write: the text of a long command was written
# meanwhile, so the time is read again.
__codex_env_write_line() {
  if [[ ${__codex_env_beside-} && ${EPOCHREALTIME-}${ZSH_VERSION-} ]]; then __codex_env_tell_time; fi
  __codex_env_time=$now
  printf '{"time":"%s",%s}\n' "$now" "$line" >>"$1"
}

# Sends the line to the collector, if one listens.
__codex_env_send() {
  . "@shells@/record/listen.sh" || return 1
  if [[ ${__codex_env_beside-} ]]; then __codex_env_send_text || return 1; fi
  __codex_env_write_line "$__codex_env_log"
}

# The whole text of a long command, for the collector: in pieces that one write() holds.
__codex_env_send_text() {
  local text='' piece='' at=0
  while ((at < ${#command})); do
    piece=${command:$at:1900}
    __codex_env_quote "$piece"
    if ((${#text} > 4000)); then
      piece=${piece:0:640}
      __codex_env_quote "$piece"
    fi
    printf '{"command_file":"%s","text":%s}\n' "$__codex_env_beside" "$text" >>"$__codex_env_log" || return 1
    at=$((at + ${#piece}))
  done
}

# No collector either: a spool where the sandbox lets us write, merged by the next `codex-env-shim log`.
__codex_env_spool() {
  local spool=${TMPDIR:-/tmp}/codex-env-shim-$UID
  if [[ ! -e $spool/audit.jsonl && -w ${TMPDIR:-/tmp} ]]; then
    (umask 077 && command -p mkdir -p "$spool/commands" && : >>"$spool/audit.jsonl")
  fi
  # Where another sandboxed command has put a link, this one would write wherever it leads.
  if [[ ! -O $spool || -L $spool || -L $spool/audit.jsonl || -L $spool/commands ]]; then return 1; fi
  __codex_env_write "$spool"
}

# Nothing could be written. The command runs all the same, unless the user's settings say `[audit] required = true`; one that has ended
# (watch.bash) has run.
__codex_env_lose() {
  if [[ ${__codex_env_watch_phase-} != ended && -e "@config@/config.ini" ]] && CODEX_ENV_SHIM_CONFIG="@config@" NODE_OPTIONS='' NODE_PATH='' \
    "@node@" --v8-pool-size=1 "@data@/dist/shell-call.cjs" audit-required </dev/null >/dev/null 2>&1; then
    __codex_env_refused='refused: the audit log @state@/audit.jsonl cannot be written, and @config@/config.ini requires it'
  fi
}

{ __codex_env_record "$@"; } 2>/dev/null
{
  unset -f __codex_env_record __codex_env_is_guest __codex_env_deliver __codex_env_write __codex_env_write_line __codex_env_send __codex_env_send_text \
    __codex_env_spool __codex_env_lose __codex_env_make_line __codex_env_limit_json __codex_env_put_command __codex_env_add __codex_env_add_agent __codex_env_fit __codex_env_quote \
    __codex_env_is_utf8 __codex_env_tell_time
} 2>/dev/null
if [[ ${__codex_env_refused-} ]]; then
  printf 'codex-env-shim: %s\n' "$__codex_env_refused" >&2
  exit 125
fi
if [[ ${__codex_env_wrap-}${__codex_env_watch-} && ${__codex_env_watch_phase-} != ended ]]; then
  if [[ $__codex_env_shell == zsh ]]; then
    __codex_env_wrap_shell "$@"
  else
    . "@shells@/watch/watch.bash" arguments "$@"
  fi
fi

# shellcheck shell=bash
# The careful record, for bash and zsh: any bytes, any length, no clock, a log that cannot be written. It makes the line (line.sh) and offers it to
# each sink in turn: the log, the collector's FIFO, the spool (docs/audit.md). Then it starts what the command is to run in, if that is anything.
# In: the command in BASH_EXECUTION_STRING or __codex_env_command, __codex_env_name, _shell, _route, _json, the arguments as "$@"; from watch.bash,
# where the command has ended, __codex_env_watched, and its line in __codex_env_ending and __codex_env_time.
# Leaves the time of the line in __codex_env_time.

__codex_env_record() {
  # Bytes, not characters: a line is cut and checked by bytes. FUNCNEST of the environment must not stop it half-way.
  local LC_ALL=C IFS=' ' FUNCNEST=-1 command=${__codex_env_command-${BASH_EXECUTION_STRING-$0}} line=${__codex_env_ending-} now=${__codex_env_time-} guest=''
  if [[ ! ${__codex_env_watched-} ]]; then
    . "@shells@/record/line.sh"
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
  if [[ ! ${__codex_env_watched-} && -e "@config@/config.ini" ]] && CODEX_ENV_SHIM_CONFIG="@config@" NODE_OPTIONS='' NODE_PATH='' \
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
if [[ ${__codex_env_wrap-}${__codex_env_watch-} && ! ${__codex_env_watched-} ]]; then
  case $__codex_env_shell in
  zsh) . "@shells@/watch/wrap.zsh" ;;
  *) . "@shells@/watch/wrap.bash" ;;
  esac
fi

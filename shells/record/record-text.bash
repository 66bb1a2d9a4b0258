# shellcheck shell=bash
# Record, for bash 5: a command of printable ASCII, with quotes, newlines and arguments, from any agent or from none.
# Where the log cannot be written, record.sh gets the line (__codex_env_line) for another sink.
# In: what record.sh takes, which does all that is more than this. A limit on file sizes (`ulimit -f`) must not kill the command.
trap '' XFSZ
if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/profile/disown.bash"; fi
__codex_env_cleared=1 __codex_env_shell=${__codex_env_shell-bash} __codex_env_route=${__codex_env_route:-hook} __codex_env_name=${__codex_env_name-$0}
if [[ ! ${__codex_env_command+set} && (${CLAUDECODE-} || ${GEMINI_CLI-}) ]]; then
  __codex_env_text=$BASH_EXECUTION_STRING
  . "@shells@/record/unwrap.sh"
fi
if [[ ! ${__codex_env_command+set} && ${#BASH_EXECUTION_STRING} -gt 1000 ]]; then
  __codex_env_long=1
  . "@shells@/record/record-long.bash"
else
  __codex_env_long='' __codex_env_reply=${__codex_env_command-${BASH_EXECUTION_STRING-$0}}
fi
. "@shells@/record/agent.sh" # inline
__codex_env_text=$PWD$__codex_env_name$*$__codex_env_thread$__codex_env_session$__codex_env_call __codex_env_clock=${EPOCHREALTIME-}
if [[ ! $__codex_env_clock || $__codex_env_extras || ${#__codex_env_reply} -gt 1000 || ${#__codex_env_text} -gt 700 ||
  $__codex_env_text == *[\\\"]* || $__codex_env_reply$__codex_env_text == *[!\ -~$'\n']* ]] || {
  __codex_env_reply=${__codex_env_reply//\\/\\\\}
  __codex_env_reply=${__codex_env_reply//\"/\\\"}
  __codex_env_reply=${__codex_env_reply//$'\n'/\\n}
  printf -v __codex_env_text '%(%FT%T%z)T' "${__codex_env_clock%[.,]*}"
  if [[ $__codex_env_text != *+0000 ]]; then . "@shells@/record/zone.bash"; fi
  __codex_env_time=${__codex_env_text%+*}.${__codex_env_clock#*[.,]}Z __codex_env_text='' __codex_env_whole=''
  if [[ $# -gt 0 ]]; then printf -v __codex_env_text ',"%s"' "$@"; fi
  [[ $__codex_env_long ]] && ! __codex_env_write_whole "${__codex_env_time//:/}-$$.txt"
} || {
  printf -v __codex_env_line '{"time":"%s","command":"%s"%s,"argv":["%s"%s],"cwd":"%s","shell":"%s","route":"%s","pid":%d,"ppid":%d,"agent":"%s","thread":"%s","session":"%s","tool_call":"%s",%s}' \
    "$__codex_env_time" "$__codex_env_reply" "$__codex_env_whole" "$__codex_env_name" "$__codex_env_text" "$PWD" "$__codex_env_shell" \
    "$__codex_env_route" $$ "$PPID" "$__codex_env_agent" "$__codex_env_thread" "$__codex_env_session" "$__codex_env_call" \
    "${__codex_env_json:-\"project\":null,\"plan\":null,\"state\":\"none\"}"
  [[ ! -w "@state@/audit.jsonl" ]] || ! printf '%s\n' "$__codex_env_line" 2>&- >>"@state@/audit.jsonl"
}; then
  . "@shells@/record/record.sh"
fi
if [[ $__codex_env_long ]]; then unset -f __codex_env_cut_head __codex_env_write_whole; fi
trap - XFSZ

# shellcheck shell=bash
# Record: the plain case, for bash 5: a short command of printable ASCII. record.sh has the rest, and what to do when it fails.
# One printf is one write(), so lines of concurrent commands never mix. The line is described in docs/audit.md.
# In: REPLY, the command's first 1001 characters; install.sh puts in the route, the shell and the command's $0.
# Asking for UTC by TZ makes bash rebuild its environment, so that is done only where the local time is another.
__codex_env_text=$PWD@name@$*${CODEX_THREAD_ID-}${CODEX_SESSION_ID-}${CODEX_TOOL_CALL_ID-} __codex_env_clock=${EPOCHREALTIME-}
if [[ ${__codex_env_more-} || ! $__codex_env_clock || ${#REPLY} -gt 1000 || ${#__codex_env_text} -gt 700 ||
  ! ${CODEX_THREAD_ID-} && ${CODEX_MANAGED_BY_NPM-}${CLAUDECODE-}${GEMINI_CLI-}${CURSOR_AGENT-} ||
  $__codex_env_text == *[\\\"]* || $REPLY$__codex_env_text == *[!\ -~$'\n']* ]] || {
  if [[ $REPLY == *[\\\"$'\n']* ]]; then
    REPLY=${REPLY//\\/\\\\}
    REPLY=${REPLY//\"/\\\"}
    REPLY=${REPLY//$'\n'/\\n}
  fi
  printf -v __codex_env_time '%(%FT%T%z)T' "${__codex_env_clock:0:10}"
  if [[ $__codex_env_time != *+0000 ]]; then TZ=UTC0 printf -v __codex_env_time '%(%FT%T%z)T' "${__codex_env_clock:0:10}"; fi
  __codex_env_text=''
  if [[ $# -gt 0 ]]; then printf -v __codex_env_text ',"%s"' "$@"; fi
  ! printf '{"time":"%s.%sZ","command":"%s","argv":["%s"%s],"cwd":"%s","shell":"%s","route":"%s","pid":%d,"ppid":%d,"agent":"%s","thread":"%s","session":"%s","tool_call":"%s",%s}\n' \
    "${__codex_env_time:0:19}" "${__codex_env_clock: -6}" "$REPLY" "@name@" "$__codex_env_text" "$PWD" "@shell@" "@route@" $$ $PPID \
    "${CODEX_THREAD_ID:+codex}" "${CODEX_THREAD_ID-}" "${CODEX_SESSION_ID-}" "${CODEX_TOOL_CALL_ID-}" \
    "${__codex_env_json-\"project\":null,\"plan\":null,\"state\":\"none\"}" 2>&- >>"@state@/audit.jsonl"
}; then
  __codex_env_route=@route@ __codex_env_shell=@shell@ __codex_env_name=@name@
  . "@shells@/record.sh"
fi

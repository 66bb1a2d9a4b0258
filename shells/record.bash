# shellcheck shell=bash
# Record: the plain case, for bash 5: a short command of printable ASCII. record.sh has the rest, and what to do when it fails.
# One printf is one write(), so lines of concurrent commands never mix. The line is described in docs/audit.md.
# In: REPLY, the command's first 2001 characters; install.sh puts in the route, the shell and the command's $0.
# The date counts the days since 2000-03-01, with a leap year every four until 2100.
__codex_env_text=$PWD@name@$*${CODEX_THREAD_ID-}${CODEX_SESSION_ID-}${CODEX_TOOL_CALL_ID-} __codex_env_now=${EPOCHREALTIME-}
if [[ ${__codex_env_more-} || ! $__codex_env_now || ! ${CODEX_THREAD_ID-} && ${CODEX_MANAGED_BY_NPM-}${CLAUDECODE-}${GEMINI_CLI-}${CURSOR_AGENT-} ||
  ${#REPLY} -gt 2000 || ${#__codex_env_text} -gt 900 ||
  $__codex_env_text == *[\\\"]* || $REPLY$__codex_env_text == *[!\ -~$'\n']* ]] || {
  if [[ $REPLY == *[\\\"$'\n']* ]]; then
    REPLY=${REPLY//\\/\\\\}
    REPLY=${REPLY//\"/\\\"}
    REPLY=${REPLY//$'\n'/\\n}
  fi
  __codex_env_text=''
  if [[ $# -gt 0 ]]; then printf -v __codex_env_text ',"%s"' "$@"; fi
  ((__codex_env_d = ${__codex_env_now:0:10} / 86400 - 11017, __codex_env_y = (4 * __codex_env_d + 3) / 1461, \
    __codex_env_d -= 1461 * __codex_env_y / 4, __codex_env_m = (5 * __codex_env_d + 2) / 153))
  ! printf '{"time":"%d-%02d-%02dT%02d:%02d:%02d.%sZ","command":"%s","argv":["%s"%s],"cwd":"%s","shell":"%s","route":"%s","pid":%d,"ppid":%d,"agent":"%s","thread":"%s","session":"%s","tool_call":"%s",%s}\n' \
    $((__codex_env_y + 2000 + __codex_env_m / 10)) $(((__codex_env_m + 2) % 12 + 1)) $((__codex_env_d - (153 * __codex_env_m + 2) / 5 + 1)) \
    $((${__codex_env_now:0:10} / 3600 % 24)) $((${__codex_env_now:0:10} / 60 % 60)) $((${__codex_env_now:0:10} % 60)) "${__codex_env_now: -6}" \
    "$REPLY" "@name@" "$__codex_env_text" "$PWD" "@shell@" "@route@" $$ $PPID "${CODEX_THREAD_ID:+codex}" \
    "${CODEX_THREAD_ID-}" "${CODEX_SESSION_ID-}" "${CODEX_TOOL_CALL_ID-}" \
    "${__codex_env_json-\"project\":null,\"plan\":null,\"state\":\"none\"}" 2>&- >>"@state@/audit.jsonl"
}; then
  __codex_env_route=@route@ __codex_env_shell=@shell@ __codex_env_name=@name@
  . "@shells@/record.sh"
fi

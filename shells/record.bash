# shellcheck shell=bash
# Record: the plain case, for bash 5: a short command of printable ASCII. record.sh has the rest, and what to do when it fails.
# One printf is one write(), so lines of concurrent commands never mix. The line is described in docs/audit.md.
__codex_env_now=${EPOCHREALTIME-} __codex_env_args=''
__codex_env_text=$PWD$__codex_env_name$*${CODEX_THREAD_ID-}${CODEX_SESSION_ID-}${CODEX_TOOL_CALL_ID-}
REPLY=${__codex_env_command//\\/\\\\}
REPLY=${REPLY//\"/\\\"}
REPLY=${REPLY//$'\n'/\\n}
if [[ $__codex_env_text == *[\\\"]* || $REPLY$__codex_env_text == *[!\ -~]* || ${#REPLY} -gt 2000 || ${#__codex_env_text} -gt 900 ||
  ! $__codex_env_now || ${__codex_env_more-} ]]; then
  . "@shells@/record.sh"
else
  if [[ $# -gt 0 ]]; then printf -v __codex_env_args ',"%s"' "$@"; fi
  TZ=UTC0 printf '{"time":"%(%FT%T)T.%s\n' "${__codex_env_now:0:10}" "${__codex_env_now: -6}Z\",\"command\":\"$REPLY\",\
\"argv\":[\"$__codex_env_name\"$__codex_env_args],\"cwd\":\"$PWD\",\"shell\":\"$__codex_env_shell\",\"route\":\"$__codex_env_route\",\
\"pid\":$$,\"ppid\":$PPID,\"agent\":\"${CODEX_THREAD_ID:+codex}\",\"thread\":\"${CODEX_THREAD_ID-}\",\"session\":\"${CODEX_SESSION_ID-}\",\
\"tool_call\":\"${CODEX_TOOL_CALL_ID-}\",${__codex_env_json-\"project\":null,\"plan\":null,\"state\":\"none\"}}" \
    2>&- >>"@state@/audit.jsonl" || . "@shells@/record.sh"
fi

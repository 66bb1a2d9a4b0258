# shellcheck shell=bash
# One line of the log, as the bash hook and the launchers write it: docs/audit.md. In: __codex_env_text, which begins with the time in UTC,
# __codex_env_clock, __codex_env_json, __codex_env_log; install.sh puts in the route, the shell, the command's $0 and the command.
printf '%s\n' "{\"time\":\"${__codex_env_text::19}.${__codex_env_clock:11}Z\",\"command\":\"@command@\",\"argv\":[\"@name@\"],\"cwd\":\"$PWD\",\"shell\":\"@shell@\",\"route\":\"@route@\",\"pid\":$$,\"ppid\":$PPID,\"agent\":\"codex\",\"thread\":\"$CODEX_THREAD_ID\",\"session\":\"$CODEX_SESSION_ID\",\"tool_call\":\"$CODEX_TOOL_CALL_ID\",$__codex_env_json}" 2>&- >>"$__codex_env_log"

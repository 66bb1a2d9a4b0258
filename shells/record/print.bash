# shellcheck shell=bash
# The one place where bash writes a line without the careful record (record.sh). docs/audit.md describes the line. One printf is one write(), so
# lines of concurrent commands never mix.
# In: __codex_env_text, which begins with the time in UTC; __codex_env_clock, __codex_env_json, __codex_env_log. Parameters (install.sh): the fields,
# as they are in JSON, between the quotes; of argv between the outer ones.
printf '%s\n' "{\"time\":\"${__codex_env_text::19}.${__codex_env_clock:11}Z\",\"command\":\"@command@\",\"argv\":[\"@argv@\"],\"cwd\":\"@cwd@\",\"shell\":\"@shell@\",\"route\":\"@route@\",\"pid\":$$,\"ppid\":$PPID,\"agent\":\"@agent@\",\"thread\":\"@thread@\",\"session\":\"@session@\",\"tool_call\":\"@call@\",$__codex_env_json}" 2>&- >>"$__codex_env_log"

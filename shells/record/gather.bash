# shellcheck shell=bash
# What plain.bash needs to know: the time, the log, and the text that must be plain. A limit on file sizes (`ulimit -f`) must not kill the command.
# A prompt's \D tells the local time for half of what printf takes; it tells the offset too, and the second that it was, so that the fraction
# that is read after it is one of the same second. The plan's path has done its work, and its variable holds the text.
# install.sh puts in what there is beside the working directory and the agent's own ids.
trap '' XFSZ
__codex_env_text='\D{%FT%T%z%s}' __codex_env_text=${__codex_env_text@P} __codex_env_clock=$EPOCHREALTIME __codex_env_log="@state@/audit.jsonl" __codex_env_plan=$PWD$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID@checked@
[[ $__codex_env_text == 2*+0000${__codex_env_clock::10} ]] || . "@shells@/record/zone.bash"

# shellcheck shell=bash
# Record, the plain case of bash 5: a command of Codex's without arguments, printable ASCII without quotes or backslashes, and short enough
# for one line. Fails where the line was not written; usual.bash takes over, with what is set here.
# Parameters (install.sh): route, shell; count, the number of arguments; empty, what must be empty; command; name, $0 or the prefix's words; checked,
# what of these must be plain text, beside the working directory and the agent's own ids.
# A limit on file sizes (`ulimit -f`) must not kill the command.
trap '' XFSZ
# A prompt's \D tells the local time for half of what printf takes; it tells the offset too, and the second that it was, so that the fraction
# that is read after it is one of the same second. The plan's path has done its work, and its variable holds the text.
__codex_env_text='\D{%FT%T%z%s}' __codex_env_text=${__codex_env_text@P} __codex_env_clock=$EPOCHREALTIME __codex_env_log="@state@/audit.jsonl" __codex_env_plan=$PWD$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID@checked@
[[ $__codex_env_text == 2*+0000${__codex_env_clock::10} ]] || . "@shells@/record/zone.bash"
# shellcheck disable=SC2193 # install.sh puts in a number
[[ @count@@empty@-$CODEX_THREAD_ID == 0-?* && ${#__codex_env_plan} != ????* && $__codex_env_plan != *[!]-~#-[!\ ]* ]] &&
  { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
  . "@shells@/record/print.bash" # inline route=@route@ shell=@shell@ argv=@name@ command=@command@ cwd=$PWD agent=codex thread=$CODEX_THREAD_ID session=$CODEX_SESSION_ID call=$CODEX_TOOL_CALL_ID

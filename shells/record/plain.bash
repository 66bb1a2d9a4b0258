# shellcheck shell=bash
# Record, the plain case of bash 5: a command of Codex's without arguments, printable ASCII without quotes or backslashes, and short enough
# for one line. Fails where the line was not written; usual.bash takes over. In: what gather.bash sets.
# Parameters (install.sh): route, shell; count, the number of arguments; empty, what must be empty; command; name, $0 or the prefix's words.
# shellcheck disable=SC2193 # install.sh puts in a number
[[ @count@@empty@-$CODEX_THREAD_ID == 0-?* && ${#__codex_env_plan} != ????* && $__codex_env_plan != *[!]-~#-[!\ ]* ]] &&
  { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
  . "@shells@/record/print.bash" # inline route=@route@ shell=@shell@ argv=@name@ command=@command@ cwd=$PWD agent=codex thread=$CODEX_THREAD_ID session=$CODEX_SESSION_ID call=$CODEX_TOOL_CALL_ID

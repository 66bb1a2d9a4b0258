# shellcheck shell=bash
# Record: the plain case, for bash 5: a command of Codex's with no arguments of its own, of printable ASCII without quotes, at most 1000 bytes (which
# was seen to before), where the local time is UTC. record-usual.bash has most of the rest. The line is described in docs/audit.md.
# One printf is one write(), so lines of concurrent commands never mix. A limit on file sizes (`ulimit -f`) must not kill the command.
# Where a sandbox has made the log read-only, the line goes to the collector, if one listens.
# In: BASH_EXECUTION_STRING; install.sh puts in the route, the shell and the command's $0 (`name`).
trap '' XFSZ
__codex_env_text=$PWD@name@$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID __codex_env_clock=$EPOCHREALTIME __codex_env_log="@state@/audit.jsonl"
[[ $#$__codex_env_more-$CODEX_THREAD_ID-$__codex_env_clock == 0-?*-?* && ${#__codex_env_text} -le 700 && $__codex_env_text$BASH_EXECUTION_STRING != *[!]-~#-[!\ ]* ]] &&
  printf -v __codex_env_text '%(%FT%T%z)T' "${__codex_env_clock%[.,]*}"
# (A path does not begin with 2, as the time does.)
{
  [[ $__codex_env_text == 2*+0000 ]] && { [[ -w $__codex_env_log ]] || . "@shells@/listen.sh"; } &&
    . "@shells@/print.bash" # inline route=@route@ shell=@shell@ name=@name@ command=$BASH_EXECUTION_STRING
} || . "@shells@/record-usual.bash"
trap - XFSZ PIPE

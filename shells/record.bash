# shellcheck shell=bash
# Record: the plain case, for bash 5: a command of Codex's with no arguments of its own, of printable ASCII without quotes, at most 1000 bytes (which
# was seen to before), where the local time is UTC. record-usual.bash has most of the rest. The line is described in docs/audit.md.
# One printf is one write(), so lines of concurrent commands never mix. A limit on file sizes (`ulimit -f`) must not kill the command.
# Where a sandbox has made the log read-only, the line goes to the collector, if one listens.
# install.sh puts in the route, the shell, how many arguments there are to tell of, the command, its $0 (`name`) or its words, what of that is
# not in the command, and who else records.
trap '' XFSZ
__codex_env_text=$PWD@checked@$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID __codex_env_clock=$EPOCHREALTIME __codex_env_log="@state@/audit.jsonl"
# shellcheck disable=SC2193 # install.sh puts in a number
[[ @count@$__codex_env_more-$CODEX_THREAD_ID-$__codex_env_clock == 0-?*-?* && ${#__codex_env_text} -le 700 && $__codex_env_text@command@ != *[!]-~#-[!\ ]* ]] &&
  printf -v __codex_env_text '%(%FT%T%z)T' "${__codex_env_clock%[.,]*}"
# (A path does not begin with 2, as the time does.)
{
  [[ $__codex_env_text == 2*+0000 ]] && { [[ -w $__codex_env_log ]] || . "@shells@/listen.sh"; } &&
    . "@shells@/print.bash" # inline route=@route@ shell=@shell@ name=@name@ command=@command@
} || . "@shells@/@rest@"
trap - XFSZ PIPE

# shellcheck shell=bash
# Record: the plain case, for bash 5: a command of Codex's with no arguments of its own, of printable ASCII without quotes, and all
# that can be long short together. record-usual.bash has most of the rest. The line is described in docs/audit.md. Fails where the line
# was not written. In: what gather.bash sets.
# One printf is one write(), so lines of concurrent commands never mix. Where a sandbox has made the log read-only, the line goes to the collector, if
# one listens.
# install.sh puts in the route, the shell, how many arguments there are to tell of, what must be empty, the command, and its $0 (`name`) or its words.
# shellcheck disable=SC2193 # install.sh puts in a number
[[ @count@@empty@-$CODEX_THREAD_ID == 0-?* && ${#__codex_env_plan} != ????* && $__codex_env_plan != *[!]-~#-[!\ ]* ]] &&
  { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
  . "@shells@/record/print.bash" # inline route=@route@ shell=@shell@ name=@name@ command=@command@

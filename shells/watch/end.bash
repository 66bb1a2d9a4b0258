# shellcheck shell=bash
# For watch.bash, the end of a command: the line that tells it, and an end of ours like it. It is read while the command runs.
. "@shells@/record/line.sh"

# The line of the command itself is there, unless the hook inside the shell writes it.
__codex_env_note_beginning() {
  local now=''
  if [[ ${__codex_env_handover-} ]]; then
    __codex_env_tell_time
    __codex_env_began=$now __codex_env_pid=$__codex_env_child
  else
    __codex_env_began=$__codex_env_time __codex_env_pid=$$
  fi
  __codex_env_start_clock=$__codex_env_clock
}

# Sets __codex_env_ending, the line's members, and __codex_env_time to how and when the command ended. The members of the line that say whose it is are those of the command's own.
__codex_env_tell_end() {
  local LC_ALL=C IFS=' ' text='' line='' now='' json='' from=$1 took=0
  __codex_env_limit_json
  __codex_env_add cwd "$PWD" 900
  __codex_env_add_agent 200
  if [[ ! ${__codex_env_handover-} ]]; then
    json=${json%%,\"set\":*}
    line="$line,${json%%,\"wrap\":*}"
  fi
  __codex_env_tell_time
  took=$((${__codex_env_clock/[.,]/} - ${from/[.,]/}))
  if ((took < 0)); then took=0; fi
  if [[ $__codex_env_killed ]]; then text="\"signal\":\"$__codex_env_killed\""; else text="\"exit\":$__codex_env_ended"; fi
  __codex_env_time=$now
  printf -v __codex_env_ending '"began":"%s","pid":%d,%s,"seconds":%d.%06d%s' \
    "$__codex_env_began" "$__codex_env_pid" "$text" "$((took / 1000000))" "$((took % 1000000))" "$line"
}

# A core file, if there is one, is the command's. What was ignored when this shell began it cannot have any more.
__codex_env_end_alike() {
  if [[ $__codex_env_killed ]]; then
    ulimit -S -c 0
    trap - "$__codex_env_killed"
    kill -s "$__codex_env_killed" "$$"
    # shellcheck disable=SC2016 # the shell inside expands it
    if [[ $OSTYPE == linux-gnu* ]]; then exec /usr/bin/env --default-signal="$__codex_env_killed" "$BASH" -pc 'kill -s "$1" "$$"' - "$__codex_env_killed"; fi
  fi
  exit "$__codex_env_ended"
}

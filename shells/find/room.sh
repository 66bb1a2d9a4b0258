# shellcheck shell=bash
# Is there room for the processes that a compilation takes? A shell that cannot start one ends, after a quarter of a minute (bash's make_child and
# throw_to_top_level), and the command with it: so this is found out beforehand, by what Linux tells without a process. Nothing is
# counted where the whole machine has fewer than one user may have. (A limit of a control group is not seen, and under `set -f` nothing.)

__codex_env_has_room() {
  local limit='' count=0 word='' task=''
  if [[ $EUID -eq 0 || ! -r /proc/self/limits ]]; then return 0; fi
  while IFS=' ' read -r _ word limit _; do
    if [[ $word == processes ]]; then break; fi
  done </proc/self/limits
  if [[ ! $limit || $limit == *[!0-9]* ]]; then return 0; fi
  IFS=' ' read -r _ _ _ word _ </proc/loadavg
  # A shell of its own, `rm`, and Node with its threads.
  limit=$((limit - 16))
  if ((${word#*/} < limit)); then return 0; fi
  for task in /proc/[0-9]*/task/[0-9]*; do
    if [[ -O $task ]]; then count=$((count + 1)); fi
  done
  ((count < limit))
}

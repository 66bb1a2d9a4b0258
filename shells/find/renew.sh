# shellcheck shell=bash
# Makes a missing or stale plan again, once even if many commands arrive together: the first takes the lock, the others wait, at most
# ten seconds, and no longer than its process lives. Where that fails the last good plan stays in force, and says so.
# With the argument `room` only __codex_env_has_room is defined, for watch.bash.

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

if [[ ${1-} == room ]]; then return 0; fi

__codex_env_renew() {
  local why='' turns=0 vain=0
  if ! __codex_env_has_room; then
    why="$__codex_env_dir/.codex/env.ini could not be compiled: you have as many processes as you may (ulimit -u)"
  elif [[ ! -e "@cache@" ]]; then
    command -p mkdir -p -m 700 "@cache@" 2>/dev/null
  fi
  while [[ ! $why ]]; do
    # Some sandboxes (Landlock) say of a folder that it can be written and do not let it be: no lock can be taken, and nobody has it.
    if [[ ! -w "@cache@" || $vain -gt 3 ]]; then
      why="$__codex_env_dir/.codex/env.ini has no fresh plan, and @cache@ cannot be written here"
    elif ! __codex_env_lock; then
      if [[ ! -e "@cache@/compile.lock" ]]; then
        vain=$((vain + 1))
      elif ((turns++ > 44)); then
        why="$__codex_env_dir/.codex/env.ini: another command has been compiling it for ten seconds"
        command -p rm -f "@cache@/compile.lock"
      elif __codex_env_is_abandoned; then
        command -p rm -f "@cache@/compile.lock"
      else
        # Shortly at first: one compilation takes about as long. Many that wait must not take its processor from it.
        if ((turns > 4)); then command -p sleep 0.25; else command -p sleep 0.05; fi
      fi
    else
      __codex_env_check
      if [[ $? -eq 1 ]]; then __codex_env_compile; fi
      __codex_env_unlock
      break
    fi
    __codex_env_check
    if [[ $? -ne 1 ]]; then
      why=''
      break
    fi
  done
  unset -f __codex_env_has_room __codex_env_lock __codex_env_unlock __codex_env_is_abandoned __codex_env_compile __codex_env_call
  if [[ $why ]]; then __codex_env_fall_back "$why"; fi
  unset -f __codex_env_fall_back
}

__codex_env_lock() {
  local failed=0
  set -C
  { printf '%s\n' "$$" >"@cache@/compile.lock"; } 2>/dev/null || failed=1
  set +C
  return "$failed"
}

# Node takes the lock away with the plan in its place, and another shell may have it already.
__codex_env_unlock() {
  local holder=''
  { read -r holder <"@cache@/compile.lock"; } 2>/dev/null
  if [[ -e "@cache@/compile.lock" && (! $holder || $holder == "$$") ]]; then command -p rm -f "@cache@/compile.lock"; fi
}

# The lock names its process, which may have been killed; one that names none after a second was killed as it took it. Should a process of
# another container be meant, the plan is made twice, which does no harm.
__codex_env_is_abandoned() {
  local holder=''
  { read -r holder <"@cache@/compile.lock"; } 2>/dev/null || [[ $turns -gt 8 && -e "@cache@/compile.lock" ]] || return 1
  case $holder in
  '') ;;
  *[!0-9]*) return 1 ;;
  *) ! kill -0 "$holder" 2>/dev/null ;;
  esac
}

# Node is started here and nowhere else on a command's way. What the agent's environment has for Node is not for this one.
__codex_env_compile() {
  local ended=0
  if [[ ! -x "@node@" ]]; then
    why="Node is gone from @node@; run install.sh (or npx codex-env-shim setup) again"
  elif ! { why=$(__codex_env_call compile "$__codex_env_dir" "@cache@/compile.lock" 2>&1 >/dev/null </dev/null) || ! ended=$?; }; then
    # Anything but our own line is Node's, about an installation that is not whole.
    case $ended:$why in
    *:codex-env-shim:*) why=${why%%$'\n'*} ;;
    129:* | 1[3-9][0-9]:*) why="$__codex_env_dir/.codex/env.ini could not be compiled: Node was ended by signal $((ended - 128)), as by a limit on memory" ;;
    *) why="$__codex_env_dir/.codex/env.ini could not be compiled: run install.sh (or npx codex-env-shim setup) again" ;;
    esac
  else
    why=''
    __codex_env_check
    # Some declarations cannot be compared from here (too large, not text): what has just been compiled counts.
    if [[ $? -eq 1 ]]; then
      __codex_env_stale=1
      __codex_env_check
    fi
  fi
}

# With one thread beside its own: where memory is limited Node may wait for ever for those of several that could not be started.
__codex_env_call() {
  CODEX_ENV_SHIM_DATA="@data@" CODEX_ENV_SHIM_CONFIG="@config@" CODEX_ENV_SHIM_STATE="@state@" CODEX_ENV_SHIM_CACHE="@cache@" \
    NODE_OPTIONS='' NODE_PATH='' "@node@" --v8-pool-size=1 "@data@/dist/shell-call-compiled.cjs" "$@"
}

# A plan that is there although it is stale was good once: its changes were allowed then.
__codex_env_fall_back() {
  __codex_env_stale=1
  __codex_env_check
  if [[ $__codex_env_state == fresh ]]; then
    __codex_env_state=last-good
    __codex_env_problem="${1#codex-env-shim: } (the last good plan stays in force)"
  elif [[ ! $__codex_env_problem ]]; then
    __codex_env_problem=${1#codex-env-shim: }
  fi
}

# shellcheck shell=bash
# The bash hook where something stands in the way of the plain case: Codex's snapshot, a login shell, the user's own BASH_ENV, the
# off switch, a launcher before us, a script instead of -c, options to hold. Sourced at the top level, as bash would source the user's
# BASH_ENV.
. "@shells@/hook/clear.bash" ' last flags '
__codex_env_cleared=unusual
# `codex-env-shim start` has set the route to start:NAME; NAME is a variable that only the agent's commands have, or empty where none is known: then
# every `-c` is a command's. A `pyenv` or `asdf` shim, or a wrapper that is a script, runs before the agent, and is no command of it.
__codex_env_marker=${CODEX_ENV_SHIM_ROUTE-}
__codex_env_marker=${__codex_env_marker#start:}
if [[ ${BASH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* ]] && __codex_env_text=$BASH_EXECUTION_STRING && . "@shells@/profile/snapshot.sh"; then
  :
elif [[ ${CODEX_ENV_SHIM_ROUTE-} == start:* && ! (${BASH_EXECUTION_STRING+set} && (! $__codex_env_marker ||
  $__codex_env_marker != [0-9]* && $__codex_env_marker != *[!A-Za-z0-9_]* && ${!__codex_env_marker-})) ]]; then
  # On the way to the agent's own process: that hands the hook on to its commands.
  if [[ ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then . "$CODEX_ENV_SHIM_BASH_ENV"; fi
elif [[ ${CODEX_ENV_SHIM_LEVEL-} && $SHLVL -gt ${CODEX_ENV_SHIM_LEVEL%-*} ]]; then
  # A bash that a profile started: the shell that reads the profile is the command's.
  if [[ ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then . "$CODEX_ENV_SHIM_BASH_ENV"; fi
else
  case ${CODEX_ENV_SHIM_LEVEL-} in *-*) SHLVL=$((SHLVL - ${CODEX_ENV_SHIM_LEVEL#*-})) ;; esac
  if [[ ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then unset -v ZDOTDIR; fi
  if [[ ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
  unset -v BASH_ENV
  if [[ ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then export BASH_ENV="$CODEX_ENV_SHIM_BASH_ENV"; fi
  __codex_env_shell=bash __codex_env_route=${CODEX_ENV_SHIM_ROUTE:-hook} __codex_env_route=${__codex_env_route/#start:*/hook}
  unset -v CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_LEVEL CODEX_ENV_SHIM_ZDOTDIR
  if [[ ${BASH_ENV-} ]]; then
    # The user's own, which ours displaced: its name is expanded as bash itself does (bash(1), INVOCATION), and a missing file is no error.
    eval "__codex_env_own=\"$BASH_ENV\""
    if [[ -r $__codex_env_own ]]; then . "$__codex_env_own"; fi
    # What that file has made readonly cannot be set in one go.
    __codex_env_purpose=one-by-one
  fi
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    if shopt -q login_shell; then __codex_env_purpose=profile; fi
    __codex_env_dir=/${PWD#/}
    . "@shells@/find/find.sh" # inline
    [[ $? == 3 ]] || . "@shells@/find/search.sh"
  fi
  # Where a profile or the user's own BASH_ENV was read before, there may be traps of theirs.
  if [[ ${__codex_env_purpose-} ]]; then
    __codex_env_name=$0
    . "@shells@/record/record.sh"
  else
    . "@shells@/record/usual.bash"
  fi
fi
__codex_env_cleared=unusual

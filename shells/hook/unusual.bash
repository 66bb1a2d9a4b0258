# shellcheck shell=bash
# The bash hook where something stands in the way of the plain case: Codex's snapshot, a login shell, the user's own BASH_ENV, the
# off switch, a launcher before us, a script instead of -c, options to hold. Sourced at the top level, as bash would source the user's
# BASH_ENV.
. "@shells@/hook/clear.bash" ' last flags '
__codex_env_cleared=unusual
if [[ ${BASH_EXECUTION_STRING-} == __CODEX_SNAPSHOT_* ]] && __codex_env_text=$BASH_EXECUTION_STRING && . "@shells@/profile/snapshot.sh"; then
  :
elif [[ ${CODEX_ENV_SHIM_ROUTE-} == start:* ]] && ! . "@shells@/start/arrived.sh"; then
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
  if [[ ${BASH_ENV-} ]]; then . "@shells@/profile/chain.bash"; fi
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    if shopt -q login_shell; then __codex_env_purpose=profile; fi
    __codex_env_dir=/${PWD#/}
    . "@shells@/find/find.sh" # inline
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

# shellcheck shell=bash
# What our hooks in an agent's configuration brought along, put back as the user had it: another route does their work already.
if [[ ${BASH_ENV-} == "@shells@/hook.bash" ]]; then
  unset -v BASH_ENV
  if [[ ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then export BASH_ENV="$CODEX_ENV_SHIM_BASH_ENV"; fi
fi
if [[ ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then
  unset -v ZDOTDIR
  if [[ ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
fi
unset -v CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_LEVEL CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_ARGV0

# shellcheck shell=bash
# Another route than the hook: what our hooks in an agent's configuration brought along is put back as the user had it, because the route does their work.
# `prefix CMD…` is the prefix, where the off switch counts, too.
if [[ ${BASH_ENV-} == "@shells@/hook.bash" ]]; then
  unset -v BASH_ENV
  if [[ ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then export BASH_ENV="$CODEX_ENV_SHIM_BASH_ENV"; fi
fi
if [[ ${ZDOTDIR-} == "@shells@/zdotdir" ]]; then
  unset -v ZDOTDIR
  if [[ ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR="$CODEX_ENV_SHIM_ZDOTDIR"; fi
fi
unset -v CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_LEVEL CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_ARGV0
# The command runs as if the shim were not installed, and is recorded. Any other value of CODEX_ENV_SHIM means nothing.
if [[ $1 == prefix && ${CODEX_ENV_SHIM-} == off ]]; then
  shift
  __codex_env_route=off __codex_env_json='' __codex_env_text='' __codex_env_extras=''
  . "@shells@/record/usual.bash"
  . "@shells@/launch/become.bash"
fi

# shellcheck shell=bash
# The door to the control plane: Node, with the directories that were baked in.
if [[ ! -x "@node@" ]]; then
  printf 'codex-env-shim: Node is gone from %s\n  run install.sh (or npx codex-env-shim setup) again\n' "@node@" >&2
  exit 125
fi
export CODEX_ENV_SHIM_DATA="@data@" CODEX_ENV_SHIM_CONFIG="@config@" CODEX_ENV_SHIM_STATE="@state@" CODEX_ENV_SHIM_CACHE="@cache@"
exec "@node@" "@data@/dist/cli.js" "$@"

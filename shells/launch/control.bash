# shellcheck shell=bash
# The door to the control plane: Node, with the directories that were baked in.
if [[ ${1-} ]]; then . "@shells@/launch/texts.bash"; fi
if [[ ! -x "@node@" ]]; then
  printf 'codex-env-shim: Node is gone from %s\n  run install.sh (or npx codex-env-shim setup) again\n' "@node@" >&2
  exit 125
fi
export CODEX_ENV_SHIM_DATA="@data@" CODEX_ENV_SHIM_CONFIG="@config@" CODEX_ENV_SHIM_STATE="@state@" CODEX_ENV_SHIM_CACHE="@cache@"
if [[ ${1-} && $1 != */* && -r "@data@/dist/verb-$1.cjs" ]]; then
  exec "@node@" --v8-pool-size=1 "@data@/dist/verb.cjs" "$@"
fi
exec "@node@" "@data@/dist/cli.cjs" "$@"

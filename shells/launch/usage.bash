# shellcheck shell=bash
# How the two verbs of the prefix route are used: asked for (with 0), or because no command was given.
__codex_env_usage='Usage: codex-env-shim -- CMD [ARG…]
       codex-env-shim exec [-C DIR] [--] CMD [ARG…]

Runs CMD in the environment that the project here (or in DIR) declares.
Exit status: that of CMD; 125 refused or failed, 126 CMD cannot be executed, 127 not found.

Examples:
  codex-env-shim -- python train.py
  codex-env-shim exec -C ~/project -- make test'
if [[ ${1-} == 0 ]]; then
  printf '%s\n' "$__codex_env_usage"
  exit 0
fi
printf '%s\n' "$__codex_env_usage" >&2
exit 64

# shellcheck shell=bash
# Find, check, apply, for bash and zsh. In: __codex_env_dir, the working directory.
# The nearest declaration at or above it counts. Its plan is fresh while it is newer than the declaration and its folder, and than the user's
# settings; it then checks what else it was made from, and answers 3 only when it has made its changes (docs/plan.md).
until [[ -e $__codex_env_dir/.codex/env.ini || ! $__codex_env_dir ]]; do __codex_env_dir=${__codex_env_dir%/*}; done
__codex_env_plan="@plans@"$__codex_env_dir/@plan/posix.sh
[[ -O $__codex_env_plan && $__codex_env_plan -nt $__codex_env_dir/.codex/env.ini && $__codex_env_plan -nt $__codex_env_dir/.codex &&
  ! "@config@/config.ini" -nt $__codex_env_plan ]] && . "$__codex_env_plan"

# shellcheck shell=bash
# Find, check, apply: the plain case, for bash and zsh. REPLY is ours to use.
# A plan checks itself against __codex_env_ask, __codex_env_dir and REPLY (docs/plan.md) and answers 0 only when it was applied.
__codex_env_dir=$PWD
until [[ -e $__codex_env_dir/.codex/env.ini || ! $__codex_env_dir ]]; do __codex_env_dir=${__codex_env_dir%/*}; done
if [[ -e $__codex_env_dir/.codex/env.ini ]]; then
  if [[ -f $__codex_env_dir/.codex/env.ini && -r $__codex_env_dir/.codex/env.ini ]]; then
    read -r -d '' <"$__codex_env_dir/.codex/env.ini"
  fi
  if [[ $__codex_env_ask || ! -O "@plans@$__codex_env_dir/@plan/posix.sh" ]] || ! . "@plans@$__codex_env_dir/@plan/posix.sh"; then
    . "@shells@/search.sh"
  fi
fi

# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# What the zsh hook does first where the plain case is not given: the options that would trace it wait until its end, and a FUNCNEST of the
# environment must not keep our functions from being called.
__codex_env_held=() __codex_env_nest=''
for __codex_env_option in xtrace verbose; do
  if [[ -o $__codex_env_option ]]; then
    __codex_env_held+=($__codex_env_option)
    unsetopt $__codex_env_option
  fi
done
if ((FUNCNEST >= 0 && FUNCNEST < 20)); then __codex_env_nest=$FUNCNEST FUNCNEST=-1; fi

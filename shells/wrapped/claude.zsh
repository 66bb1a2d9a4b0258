# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# claude.sh in zsh. What the user's ~/.zshrc set is in force here, its aliases and options too: that is held until the end.
{ __codex_env_held=(); for __codex_env_option in xtrace verbose aliases err_exit ksh_arrays; do if [[ -o $__codex_env_option ]]; then __codex_env_held+=($__codex_env_option); unsetopt $__codex_env_option; fi; done; } 2>/dev/null
__codex_env_nest=''; if ((FUNCNEST >= 0 && FUNCNEST < 20)); then __codex_env_nest=$FUNCNEST FUNCNEST=-1; fi
. "@shells@/hook.zsh"
. "@shells@/wrapped/claude-command.zsh"
__codex_env_claude "${1-}"
{ __codex_env_leave; if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; () { if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset __codex_env_held __codex_env_last __codex_env_nest; } } 2>/dev/null

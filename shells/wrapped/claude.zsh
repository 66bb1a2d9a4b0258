# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# claude.sh in zsh. What the user's ~/.zshrc set is in force here, its aliases and options too: that is held until the end.
{ __codex_env_held=(); for __codex_env_option in xtrace verbose aliases err_exit ksh_arrays; do if [[ -o $__codex_env_option ]]; then __codex_env_held+=($__codex_env_option); unsetopt $__codex_env_option; fi; done; } 2>/dev/null
__codex_env_nest=''; if ((FUNCNEST >= 0 && FUNCNEST < 20)); then __codex_env_nest=$FUNCNEST FUNCNEST=-1; fi
. "@shells@/hook.zsh" functions

__codex_env_claude() {
  emulate -L zsh -o no_xtrace -o no_err_exit -o no_aliases -o extended_glob
  unset -m '__codex_env_^(held|last|nest|option)'
  typeset -g __codex_env_cleared=1 __codex_env_shell=zsh __codex_env_purpose='' __codex_env_route=hook
  local again=${CODEX_ENV_SHIM_ROUTE-}
  unset CODEX_ENV_SHIM_ROUTE
  if [[ $again != inside && $1 != keep ]]; then __codex_env_remember_start; fi
  __codex_env_finish_claude
}

# Unlike bash's, zsh's ~/.zshenv is read for each command. What stands before our line, such as the user's own CLAUDE_ENV_FILE, came after it, and stays:
# then nothing is undone. The snapshot has put PATH right, and may have added the folders of plugins to it.
__codex_env_remember_start() {
  emulate -L zsh -o no_aliases
  local entry
  if [[ ${ZSH_EXECUTION_STRING%%"@shells@/"*} == *$'\n'* || ! -r /proc/self/environ ]] || [[ ! -r ${ZDOTDIR:-$HOME}/.zshenv && ! -o login ]]; then return; fi
  typeset -gA __codex_env_before
  for entry in "${(0@)$(</proc/self/environ)}"; do
    if [[ $entry == ?*=* ]]; then __codex_env_before[${entry%%=*}]=${entry#*=}; fi
  done
  if [[ ! -o login ]]; then __codex_env_before[PATH]=$PATH; fi
  # zsh's own.
  if (( ! ${+__codex_env_before[LOGNAME]} )); then __codex_env_before[LOGNAME]=$LOGNAME; fi
  typeset -g __codex_env_purpose=profile
}

__codex_env_finish_claude() {
  emulate -L sh -o no_aliases
  local IFS=''
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    __codex_env_find
  fi
  if [[ $again == inside ]]; then return; fi
  if [[ -n ${__codex_env_wrap-} ]]; then export CODEX_ENV_SHIM_ROUTE=inside; fi
  __codex_env_command=$ZSH_EXECUTION_STRING __codex_env_text=$ZSH_EXECUTION_STRING __codex_env_name=$ZSH_ARGZERO
  setopt no_multibyte
  . "@shells@/record/unwrap.sh"
  . "@shells@/record/record.sh"
}

__codex_env_claude "${1-}"
{ __codex_env_leave; if [[ ${__codex_env_held-} ]]; then setopt "${__codex_env_held[@]}"; fi; () { if [[ ${__codex_env_nest-} ]]; then FUNCNEST=$__codex_env_nest; fi; unset __codex_env_held __codex_env_last __codex_env_nest; } } 2>/dev/null

# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The zsh route: zsh reads zdotdir/.zshenv because ZDOTDIR names it, and goes on with the files beside it. They read the user's own
# startup files at the top level, as zsh would, and call these functions in between; after the last one the plan is applied.

# Takes our own variables out of the environment, puts the user's back, and remembers what the agent passed.
__codex_env_begin() {
  emulate -L zsh -o no_xtrace -o no_err_exit
  typeset -g __codex_env_shell=zsh __codex_env_ask='' __codex_env_route=${CODEX_ENV_SHIM_ROUTE:-hook}
  typeset -g __codex_env_home=${CODEX_ENV_SHIM_ZDOTDIR:-$HOME}
  unset ZDOTDIR
  if [[ -n ${CODEX_ENV_SHIM_ZDOTDIR-} ]] export ZDOTDIR=$CODEX_ENV_SHIM_ZDOTDIR
  if [[ ${BASH_ENV-} == "@shells@/hook.bash" ]] unset BASH_ENV
  if [[ -n ${CODEX_ENV_SHIM_BASH_ENV-} ]] export BASH_ENV=$CODEX_ENV_SHIM_BASH_ENV
  unset CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_LEVEL
  if [[ -r $__codex_env_home/.zshenv ]] || [[ -o login ]]; then
    local name
    typeset -gA __codex_env_before
    for name in ${(k)parameters[(R)*export*]}; do __codex_env_before[$name]=${(P)name}; done
    if [[ ! -o interactive ]] __codex_env_ask=profile
  fi
}

# After the user's file of the name $1: is it the last one that this shell reads?
__codex_env_continue() {
  emulate -L zsh -o no_xtrace -o no_err_exit
  local last=.zshenv
  if [[ $1 == .zshenv ]]; then
    # The user's .zshenv may have moved the others.
    __codex_env_home=${ZDOTDIR:-$HOME}
    if [[ $__codex_env_ask == profile && -o login ]] __codex_env_skip_profiles
  fi
  if [[ -o interactive ]] last=.zshrc
  if [[ -o login ]] last=.zlogin
  if [[ ! -o rcs || $1 == $last ]]; then
    __codex_env_restore_zdotdir
    __codex_env_finish "${(@)argv[2,-1]}"
  else
    typeset -g __codex_env_zdotdir=${ZDOTDIR-} __codex_env_zdotdir_kind=${(t)ZDOTDIR}
    unset ZDOTDIR
    typeset -g ZDOTDIR="@shells@/zdotdir"
  fi
}

__codex_env_restore_zdotdir() {
  if [[ ! ${(t)__codex_env_zdotdir} == scalar* ]] return
  unset ZDOTDIR
  case $__codex_env_zdotdir_kind in
  (*export*) export ZDOTDIR=$__codex_env_zdotdir ;;
  (?*) typeset -g ZDOTDIR=$__codex_env_zdotdir ;;
  esac
  unset __codex_env_zdotdir __codex_env_zdotdir_kind
}

# Where the project suppresses profiles they are not even read.
__codex_env_skip_profiles() {
  __codex_env_ask=peek
  __codex_env_find
  __codex_env_ask=profile
  if [[ ${__codex_env_login-} == suppress ]]; then
    typeset -g __codex_env_skip=1
    if [[ -o global_rcs ]] typeset -g __codex_env_global_rcs=1
  fi
}

__codex_env_find() {
  emulate -L sh
  local IFS=''
  . "@shells@/find.sh" # inline
}

# Find, apply, record: the command itself comes after.
__codex_env_finish() {
  emulate -L sh
  local IFS=''
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    __codex_env_find
  fi
  __codex_env_command=${ZSH_EXECUTION_STRING-$ZSH_ARGZERO} __codex_env_name=$ZSH_ARGZERO
  # Bytes, not characters: see record.sh.
  setopt no_multibyte
  . "@shells@/record.sh"
}

# Sets `now` and __codex_env_clock, for line.sh.
__codex_env_tell_zsh_time() {
  emulate -L zsh
  local TZ=UTC0 loaded=''
  zmodload -e zsh/datetime && loaded=1
  zmodload zsh/datetime
  strftime -s now %FT%T $epochtime[1]
  __codex_env_clock=$epochtime[1]
  now=$now.${(l:6::0:)$((epochtime[2] / 1000))}Z
  if [[ -z $loaded ]] zmodload -u zsh/datetime
}

# Leaves nothing behind but the options to set again, in REPLY.
__codex_env_leave() {
  emulate -L zsh -o no_xtrace
  typeset -ga REPLY=("$__codex_env_held[@]")
  unset -m '__codex_env_*'
  unset -f -m '__codex_env_*'
}

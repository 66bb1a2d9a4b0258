# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# The functions of the zsh route beyond the plain case of zdotdir/.zshenv: zsh goes on with hook/unusual.zsh and with the files beside .zshenv. They read
# the user's own startup files at the top level, as zsh would, and call these functions in between; after the last one the plan is applied.

# With `hold` the options that would trace the hook are held until its end, and a FUNCNEST of the environment must not keep our functions from being called.
if [[ $1 == hold ]]; then
  __codex_env_held=() __codex_env_nest=''
  for __codex_env_option in xtrace verbose; do
    if [[ -o $__codex_env_option ]]; then
      __codex_env_held+=($__codex_env_option)
      unsetopt $__codex_env_option
    fi
  done
  if ((FUNCNEST >= 0 && FUNCNEST < 20)); then __codex_env_nest=$FUNCNEST FUNCNEST=-1; fi
fi

# Takes our own variables out of the environment, puts the user's back, and remembers what the agent passed.
__codex_env_begin() {
  emulate -L zsh -o no_xtrace -o no_err_exit -o extended_glob
  # The environment's: nobody else may answer for us.
  unset -m '__codex_env_^(held|last|nest|option)'
  typeset -g __codex_env_cleared=1 __codex_env_shell=zsh __codex_env_purpose='' __codex_env_route=${${CODEX_ENV_SHIM_ROUTE:-hook}/#start:*/hook}
  typeset -g __codex_env_home=${CODEX_ENV_SHIM_ZDOTDIR:-$HOME}
  unset ZDOTDIR
  if [[ -n ${CODEX_ENV_SHIM_ZDOTDIR-} ]]; then export ZDOTDIR=$CODEX_ENV_SHIM_ZDOTDIR; fi
  if [[ ${BASH_ENV-} == "@shells@/hook.bash" ]]; then unset BASH_ENV; fi
  if [[ -n ${CODEX_ENV_SHIM_BASH_ENV-} ]]; then export BASH_ENV=$CODEX_ENV_SHIM_BASH_ENV; fi
  unset CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_ZDOTDIR CODEX_ENV_SHIM_BASH_ENV CODEX_ENV_SHIM_LEVEL
  if [[ -r $__codex_env_home/.zshenv ]] || [[ -o login ]]; then
    local name loaded=''
    typeset -gA __codex_env_before
    zmodload -e zsh/parameter && loaded=1
    for name in ${(k)parameters[(R)*export*]}; do __codex_env_before[$name]=${(P)name}; done
    if [[ -z $loaded ]]; then zmodload -u zsh/parameter; fi
    if [[ ! -o interactive ]]; then __codex_env_purpose=profile; fi
  fi
}

# After the user's file of the name $1: is it the last one that this shell reads?
__codex_env_continue() {
  emulate -L zsh -o no_xtrace -o no_err_exit
  local last=.zshenv
  if [[ $1 == .zshenv ]]; then
    # The user's .zshenv may have moved the others.
    __codex_env_home=${ZDOTDIR:-$HOME}
    if [[ $__codex_env_purpose == profile && -o login ]]; then __codex_env_skip_profiles; fi
  fi
  if [[ -o interactive ]]; then last=.zshrc; fi
  if [[ -o login ]]; then last=.zlogin; fi
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
  if [[ ! ${(t)__codex_env_zdotdir} == scalar* ]]; then return; fi
  unset ZDOTDIR
  case $__codex_env_zdotdir_kind in
  (*export*) export ZDOTDIR=$__codex_env_zdotdir ;;
  (?*) typeset -g ZDOTDIR=$__codex_env_zdotdir ;;
  esac
  unset __codex_env_zdotdir __codex_env_zdotdir_kind
}

# Where the project suppresses profiles they are not even read.
__codex_env_skip_profiles() {
  __codex_env_purpose=peek
  __codex_env_find
  __codex_env_purpose=profile
  if [[ ${__codex_env_login-} == suppress ]]; then
    typeset -g __codex_env_skip=1
    if [[ -o global_rcs ]]; then typeset -g __codex_env_global_rcs=1; fi
  fi
}

# A plan that cannot be read must not end the shell, as it would where `.` is a special builtin.
__codex_env_find() {
  emulate -L sh -o no_posix_builtins -o no_aliases
  local IFS=''
  # In a deleted directory PWD is `.`; without a slash at its front a name would never end.
  __codex_env_dir=/${PWD#/}
  . "@shells@/find/find.sh" # inline
  [[ $? == 3 ]] || . "@shells@/find/search.sh"
}

# Find, apply, record: the command itself comes after.
__codex_env_finish() {
  emulate -L sh -o no_aliases
  local IFS=''
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    __codex_env_find
  fi
  __codex_env_record_all "$@"
}

__codex_env_record_all() {
  emulate -L sh
  local IFS=''
  __codex_env_shell=zsh __codex_env_command=${ZSH_EXECUTION_STRING-$ZSH_ARGZERO} __codex_env_name=$ZSH_ARGZERO
  # Bytes, not characters: see record.sh.
  setopt no_multibyte
  if [[ ${CLAUDECODE-} ]]; then
    __codex_env_text=$__codex_env_command
    . "@shells@/record/unwrap.sh"
  fi
  . "@shells@/record/record.sh"
}

# Is this shell a command of the agent that `codex-env-shim start` started? See hook/unusual.bash.
__codex_env_is_command_of_agent() {
  emulate -L zsh
  local marker=${CODEX_ENV_SHIM_ROUTE#start:}
  [[ -n ${ZSH_EXECUTION_STRING+set} ]] || return 1
  case $marker in
  ('') ;;
  ([0-9]* | *[!A-Za-z0-9_]*) return 1 ;;
  (*) [[ -n ${(P)marker-} ]] ;;
  esac
}

# For search.sh: undoes what the startup files did to the environment, by comparing with what .zshenv found.
__codex_env_undo_profile() {
  emulate -L zsh -o no_xtrace -o no_err_exit
  local name loaded=''
  zmodload -e zsh/parameter && loaded=1
  case $__codex_env_login in
  (suppress)
    for name in ${(k)parameters[(R)*export*]}; do __codex_env_undo_change $name; done
    for name in ${(k)__codex_env_before}; do
      (( ${+parameters[$name]} )) || __codex_env_undo_change $name
    done
    ;;
  (reapply)
    for name in ${(s: :)__codex_env_declared}; do
      [[ $name == PATH ]] || __codex_env_undo_change $name
    done
    # The agent's own entries in its order, then what the profile added.
    local -a former=("${(@s.:.)__codex_env_before[PATH]}")
    path=("$former[@]" "${(@)path:|former}")
    ;;
  esac
  if [[ -z $loaded ]]; then zmodload -u zsh/parameter; fi
}

# A variable that a startup file changed or removed gets its value back; one that it added is dropped.
__codex_env_undo_change() {
  case $1 in
  (_ | PWD | OLDPWD | SHLVL | ZDOTDIR | CODEX_ENV_SHIM* | __codex_env_*) return ;;
  esac
  if (( ! ${+__codex_env_before[$1]} )); then
    if (( ! ${+parameters[$1]} )); then return; fi
    unset $1
    __codex_env_undone_removed="${__codex_env_undone_removed-} $1"
  elif (( ! ${+parameters[$1]} )) || [[ ${(P)1} != "$__codex_env_before[$1]" ]]; then
    export "$1=$__codex_env_before[$1]"
    __codex_env_undone_restored="${__codex_env_undone_restored-} $1"
  fi
}

# For record.sh: the project has its commands run inside another program ([wrap]), which takes this shell's place. The shell inside reads no startup
# files: they would have the last word over the plan.
__codex_env_wrap_shell() {
  if [[ -o interactive ]]; then return 0; fi
  if [[ -n ${ZSH_EXECUTION_STRING+set} ]]; then
    set -- -c "$ZSH_EXECUTION_STRING" "$ZSH_ARGZERO" "$@"
  elif [[ -o shin_stdin ]]; then
    set -- -s "$@"
  else
    set -- "$ZSH_ARGZERO" "$@"
  fi
  __codex_env_name=${__codex_env_wrap[@]:0:1}
  if ! whence -p -- "$__codex_env_name" >/dev/null 2>&1; then
    __codex_env_why='No such file or directory' __codex_env_ended=127
    case $__codex_env_name in
    */*) if [[ -e $__codex_env_name ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi ;;
    *)
      for __codex_env_at in "${path[@]}"; do
        if [[ -e $__codex_env_at/$__codex_env_name ]]; then __codex_env_why='Permission denied' __codex_env_ended=126; fi
      done
      ;;
    esac
    printf "codex-env-shim: %s: [wrap] '%s': %s\n" "${__codex_env_wrap_from-}" "$__codex_env_name" "$__codex_env_why" >&2
    exit "$__codex_env_ended"
  fi
  exec -- "${__codex_env_wrap[@]}" "@zsh@" -f "$@"
}

# Sets `now` and __codex_env_clock, for record.sh.
__codex_env_tell_zsh_time() {
  emulate -L zsh
  local -x TZ=UTC0
  local loaded=''
  zmodload -e zsh/datetime && loaded=1
  zmodload zsh/datetime
  strftime -s now %FT%T $epochtime[1]
  __codex_env_clock=$epochtime[1]
  now=$now.${(l:6::0:)$((epochtime[2] / 1000))}Z
  if [[ -z $loaded ]]; then zmodload -u zsh/datetime; fi
}

# Sets `held`, for record.sh: zsh forgets what was ignored before it began once it has a trap for it, so that is left as it is.
__codex_env_choose_held() {
  emulate -L zsh
  local text='' ignored=''
  if [[ -r /proc/self/status ]]; then
    text="$(</proc/self/status)"
    # From before: to cut a front off takes time with the square of its length.
    ignored=${text[${#text%%SigIgn*}+9,-1]%%$'\n'*}
  fi
  if ((0x${ignored:-0} & 0x1000)); then held=${held#PIPE}; fi
  if ((0x${ignored:-0} & 0x1000000)); then held=${held%XFSZ}; fi
  held=${held## }
  held=${held%% }
}

# Leaves nothing behind but the options to set again, and what $_ was.
__codex_env_leave() {
  emulate -L zsh -o no_xtrace -o extended_glob
  unset -m '__codex_env_^(held|last|nest)'
  unset -f -m '__codex_env_*'
}

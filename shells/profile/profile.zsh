# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# Undoes in zsh what the startup files did to the environment, by comparing with what .zshenv found.

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

# shellcheck shell=bash
# Undoes in bash what the login profile did to the environment, by comparing with the environment this process was started with.
# Needs /proc: without it (macOS) a profile's changes stay, and only what was declared is put right.

__codex_env_undo_profile() {
  local entry='' name='' before='' separator=$'\x1f'
  if [[ ! -r /proc/self/environ ]]; then return; fi
  while IFS='' read -r -d '' entry; do before=$before$separator$entry; done </proc/self/environ
  before=$before$separator
  case $__codex_env_login in
  suppress)
    for name in $(compgen -e); do __codex_env_undo_change "$name"; done
    while [[ $before == "$separator"?* ]]; do
      entry=${before#"$separator"}
      entry=${entry%%"$separator"*}
      before=${before#"$separator$entry"}
      __codex_env_undo_removal "${entry%%=*}" "${entry#*=}"
    done
    for name in $(compgen -A function); do
      # shellcheck disable=SC2163 # the function of that name
      if [[ $before != *"${separator}BASH_FUNC_$name%%="* ]]; then export -nf "$name"; fi
    done
    ;;
  reapply)
    for name in $__codex_env_declared; do
      if [[ $name != PATH ]]; then __codex_env_undo_change "$name"; fi
    done
    __codex_env_undo_path
    ;;
  esac
  unset -f __codex_env_undo_change __codex_env_undo_removal __codex_env_undo_path __codex_env_is_kept
} 2>/dev/null

# A variable that the profile changed gets its value back; one that it added is dropped.
__codex_env_undo_change() {
  local value=''
  if __codex_env_is_kept "$1"; then return; fi
  case $before in
  *"$separator$1="*)
    value=${before#*"$separator$1="}
    value=${value%%"$separator"*}
    if [[ ${!1-} != "$value" ]]; then
      export "$1=$value"
      __codex_env_undone_restored="${__codex_env_undone_restored-} $1"
    fi
    ;;
  *)
    if [[ ${!1+set} ]]; then
      unset -v "$1"
      __codex_env_undone_removed="${__codex_env_undone_removed-} $1"
    fi
    ;;
  esac
}

__codex_env_undo_removal() {
  if [[ $1 == *[!A-Za-z0-9_]* || $1 == [0-9]* || ${!1+set} ]] || __codex_env_is_kept "$1"; then return; fi
  export "$1=$2"
  __codex_env_undone_restored="${__codex_env_undone_restored-} $1"
}

# The agent's own entries in its order, then what the profile added.
__codex_env_undo_path() {
  local former="${before#*"${separator}PATH="}" rest=$PATH: entry=''
  former=${former%%"$separator"*}
  while [[ $rest ]]; do
    entry=${rest%%:*}
    rest=${rest#*:}
    if [[ :$former: != *":$entry:"* ]]; then former=$former:$entry; fi
  done
  export PATH="$former"
}

# The shell's own bookkeeping, and what our hook has already taken out of the environment.
__codex_env_is_kept() {
  case $1 in
  _ | PWD | OLDPWD | SHLVL | BASH_ENV | ZDOTDIR | CODEX_ENV_SHIM* | __codex_env_*) return 0 ;;
  esac
  return 1
}

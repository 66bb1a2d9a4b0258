# shellcheck shell=sh
# Puts the entries $2… in front of the colon-separated list $1, in their order, each once, and leaves the answer in __codex_env_list.
# Entries that are already in the list move to the front; empty ones are passed over. A plan sources this only where it must.
__codex_env_prepend() {
  __codex_env_rest=:$1: __codex_env_list=
  shift
  for __codex_env_entry; do
    case $__codex_env_entry in '') continue ;; esac
    case :$__codex_env_list: in *":$__codex_env_entry:"*) continue ;; esac
    __codex_env_list=${__codex_env_list:+$__codex_env_list:}$__codex_env_entry
    while :; do
      case $__codex_env_rest in *":$__codex_env_entry:"*) ;; *) break ;; esac
      __codex_env_rest=${__codex_env_rest%%":$__codex_env_entry:"*}:${__codex_env_rest#*":$__codex_env_entry:"}
    done
  done
  __codex_env_rest=${__codex_env_rest#:}
  __codex_env_rest=${__codex_env_rest%:}
  case $__codex_env_rest in ?*) __codex_env_list=${__codex_env_list:+$__codex_env_list:}$__codex_env_rest ;; esac
  unset __codex_env_rest __codex_env_entry
}

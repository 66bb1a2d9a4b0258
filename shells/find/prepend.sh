# shellcheck shell=sh
# For a plan, where the short way will not do: __codex_env_list holds NAME:ENTRY:ENTRY…; the entries are put in front of the list
# variable NAME in their order, each once. Those that are already there move to the front, empty ones are passed over, and a list
# that was absent stays absent if nothing is left of them.
__codex_env_entries=${__codex_env_list#*:}: __codex_env_list=${__codex_env_list%%:*} __codex_env_front=
eval "__codex_env_rest=:\${$__codex_env_list-}:"
while case $__codex_env_entries in '') false ;; esac do
  __codex_env_entry=${__codex_env_entries%%:*}
  __codex_env_entries=${__codex_env_entries#*:}
  case $__codex_env_entry in '') continue ;; esac
  case :$__codex_env_front: in *":$__codex_env_entry:"*) continue ;; esac
  __codex_env_front=${__codex_env_front:+$__codex_env_front:}$__codex_env_entry
  while case $__codex_env_rest in *":$__codex_env_entry:"*) ;; *) false ;; esac do
    __codex_env_rest=${__codex_env_rest%%":$__codex_env_entry:"*}:${__codex_env_rest#*":$__codex_env_entry:"}
  done
done
case $__codex_env_front in
?*)
  __codex_env_rest=${__codex_env_rest#:}
  __codex_env_rest=${__codex_env_rest%:}
  export "$__codex_env_list=$__codex_env_front${__codex_env_rest:+:$__codex_env_rest}"
  ;;
esac
unset __codex_env_entries __codex_env_list __codex_env_front __codex_env_rest __codex_env_entry

# shellcheck shell=sh
# For a plan, where the short way will not do: __codex_env_list holds NAME:ENTRY:ENTRY…; each entry that the list variable NAME lacks is
# put behind it, in their order. Empty ones are passed over.
__codex_env_entries=${__codex_env_list#*:}: __codex_env_list=${__codex_env_list%%:*}
eval "__codex_env_rest=\${$__codex_env_list-}"
while case $__codex_env_entries in '') false ;; esac do
  __codex_env_entry=${__codex_env_entries%%:*}
  __codex_env_entries=${__codex_env_entries#*:}
  case $__codex_env_entry in '') continue ;; esac
  case :$__codex_env_rest: in *":$__codex_env_entry:"*) continue ;; esac
  __codex_env_rest=${__codex_env_rest:+$__codex_env_rest:}$__codex_env_entry
  export "$__codex_env_list=$__codex_env_rest"
done
unset __codex_env_entries __codex_env_list __codex_env_rest __codex_env_entry

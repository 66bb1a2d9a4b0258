# shellcheck shell=sh
# For a plan: __codex_env_list holds the PATH of the user's terminal. What PATH has stays, in its order; each entry that it lacks is put
# directly before the next one of the terminal's that it has, or at the end. So the terminal's order holds, and the agent's too.
__codex_env_entries=$__codex_env_list: __codex_env_rest=:${PATH-}: __codex_env_front=
while case $__codex_env_entries in '') false ;; esac do
  __codex_env_entry=${__codex_env_entries%%:*}
  __codex_env_entries=${__codex_env_entries#*:}
  case $__codex_env_entry in '') continue ;; esac
  case $__codex_env_rest in
  *":$__codex_env_entry:"*)
    case $__codex_env_front in
    ?*)
      __codex_env_rest=${__codex_env_rest%%":$__codex_env_entry:"*}:$__codex_env_front:$__codex_env_entry:${__codex_env_rest#*":$__codex_env_entry:"}
      __codex_env_front=
      ;;
    esac
    ;;
  *)
    case :$__codex_env_front: in
    *":$__codex_env_entry:"*) ;;
    *) __codex_env_front=${__codex_env_front:+$__codex_env_front:}$__codex_env_entry ;;
    esac
    ;;
  esac
done
__codex_env_rest=${__codex_env_rest#:}
__codex_env_rest=${__codex_env_rest%:}
export "PATH=$__codex_env_rest${__codex_env_front:+${__codex_env_rest:+:}$__codex_env_front}"
unset __codex_env_entries __codex_env_list __codex_env_front __codex_env_rest __codex_env_entry

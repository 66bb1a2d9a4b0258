# shellcheck shell=sh
# For a plan, in any POSIX shell: what the short statement in the plan cannot do. In: __codex_env_list, and in __codex_env_change what to do with it.

# NAME:ENTRY:ENTRY…: the entries are put in front of the list variable NAME in their order, each once. Those that are already there move to the
# front, empty ones are passed over, and a list that was absent stays absent if nothing is left of them.
case $__codex_env_change in prepend)
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
  unset __codex_env_change __codex_env_entries __codex_env_list __codex_env_front __codex_env_rest __codex_env_entry
  return
  ;;
esac

# NAME:ENTRY:ENTRY…: each entry that the list variable NAME lacks is put behind it, in their order. Empty ones are passed over.
case $__codex_env_change in append)
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
  unset __codex_env_change __codex_env_entries __codex_env_list __codex_env_rest __codex_env_entry
  return
  ;;
esac

# The PATH of the user's terminal: what PATH has stays, in its order; each entry that it lacks is put directly before the next one of the
# terminal's that it has, or at the end. So the terminal's order holds, and the agent's too.
case $__codex_env_change in rejoin)
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
  unset __codex_env_change __codex_env_entries __codex_env_list __codex_env_front __codex_env_rest __codex_env_entry
  return
  ;;
esac

# `look`: the name of a variable that shells set by themselves without exporting it. Leaves in __codex_env_case what a program would find:
# nothing where the variable is not exported, x where it is empty, xy where it holds something.
eval "__codex_env_case=\${$__codex_env_list+x}\${$__codex_env_list:+y}"
case $__codex_env_case${ZSH_VERSION+z} in
x*z) eval "case \${(t)$__codex_env_list} in *export*) ;; *) __codex_env_case= ;; esac" ;;
esac
case $__codex_env_case${BASH_VERSION-} in
x4.4* | x[5-9].* | xy4.4* | xy[5-9].*) eval "case \${$__codex_env_list@a} in *x*) ;; *) __codex_env_case= ;; esac" ;;
esac
unset __codex_env_change __codex_env_list

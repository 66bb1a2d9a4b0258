# shellcheck shell=bash
# The project has its commands run inside another program ([wrap]): that takes this shell's place, with the command behind it. The
# plan is applied and the line is written; what runs inside is none of ours, so nothing of ours goes along. Or the user's settings have the
# command watched ([audit] exit), in that program or without one.
. "@shells@/profile/absorb.bash"
if [[ $__codex_env_route == prefix ]]; then
  set -- "$__codex_env_name" "$@"
elif [[ ${__codex_env_real-} ]]; then
  set -- "$__codex_env_real" ${__codex_env_keep_login:+-l} -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}
else
  # In the hook the shell has begun already: another one does the same in there, with the options that it was given.
  __codex_env_text=$-${__codex_env_flags-}
  __codex_env_text=${__codex_env_text//[!aefkptuvxCEPT]/}
  if [[ ${BASH_EXECUTION_STRING+set} ]]; then
    set -- -c "$BASH_EXECUTION_STRING" "$0" "$@"
  else
    case $- in
    *s*) set -- -s -- "$@" ;;
    *) set -- "$0" "$@" ;;
    esac
  fi
  set -- "$BASH" ${__codex_env_text:+"-$__codex_env_text"} "$@"
fi
if [[ ${__codex_env_wrap[0]+set} ]]; then
  . "@shells@/watch/wrapper.bash"
  set -- "${__codex_env_wrap[@]}" "$@"
fi
if [[ ${__codex_env_watch-} ]]; then
  . "@shells@/watch/watch.bash"
  __codex_env_start "$@"
fi
exec -- "$@"

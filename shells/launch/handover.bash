# shellcheck shell=bash
# A launcher hands its command over to another one that knows better.

# `script LOGIN LAST ARG…`, from the native launcher: becomes the launcher that is a script, with what the native one was called with. LOGIN is the login
# flag, LAST what $_ was. What a command sees as $0 is the native launcher's argv[0] where it got no name.
if [[ $1 == script ]]; then
  unset -v BASH_ENV PS4
  __codex_env_native=(${2:+"$2"} -c "$BASH_EXECUTION_STRING") __codex_env_name=${CODEX_ENV_SHIM_ARGV0:-$0}
  # Where that is all that follows, and bash's own, the command got no name, or the same one.
  case $#$__codex_env_name in
  3@bash@) unset -v CODEX_ENV_SHIM_ARGV0 ;;
  3bash | 3-bash) export CODEX_ENV_SHIM_ARGV0=$__codex_env_name ;;
  *)
    __codex_env_native+=("$__codex_env_name" "${@:4}")
    unset -v CODEX_ENV_SHIM_ARGV0
    ;;
  esac
  if [[ $3 && $3 != "$BASH" ]]; then _=$3 exec "@shells@/launch/bash" "${__codex_env_native[@]}"; fi
  exec "@shells@/launch/bash" "${__codex_env_native[@]}"
fi

# `hook`, and `login ARG…` below: to the hook inside the real shell, which has the last word after its startup files. The real bash skips BASH_ENV where it
# takes its caller for sshd and SHLVL is below 2: it is raised, and the hook puts it right.
if [[ $1 == hook || ${__codex_env_handover-} ]]; then
  case $__codex_env_shell in
  bash)
    if [[ ${BASH_ENV-} ]]; then export CODEX_ENV_SHIM_BASH_ENV="$BASH_ENV"; fi
    if ((SHLVL < 2)); then SHLVL=2 CODEX_ENV_SHIM_LEVEL=2-1; else CODEX_ENV_SHIM_LEVEL=$SHLVL; fi
    export BASH_ENV="@shells@/hook.bash" CODEX_ENV_SHIM_ROUTE=launcher CODEX_ENV_SHIM_LEVEL
    ;;
  zsh)
    if [[ ${ZDOTDIR-} ]]; then export CODEX_ENV_SHIM_ZDOTDIR="$ZDOTDIR"; fi
    export ZDOTDIR="@shells@/zdotdir" CODEX_ENV_SHIM_ROUTE=launcher
    ;;
  esac
fi
if [[ $1 == hook ]]; then return; fi

# `login ARG…`: the plain case of a launcher that was asked for a login shell where profiles are not suppressed. No project is declared here: the real shell
# does what it always does. Or the project wants its profiles, and the hook acts after them. (sh has no hook: there they are always suppressed, because
# they would have the last word.)
shift
if [[ ${__codex_env_handover-} ]]; then
  unset -v __codex_env_wrap __codex_env_wrap_from
  if [[ ${__codex_env_watch-} ]]; then . "@shells@/watch/watch.bash" command "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}; fi
else
  if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/hook/clear.bash" plain; fi
  __codex_env_keep_login=1
  . "@shells@/record/record.sh"
fi
if [[ $__codex_env_last && $__codex_env_last != "$BASH" ]]; then
  _=$__codex_env_last exec "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}
fi
exec "$__codex_env_real" -l -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}

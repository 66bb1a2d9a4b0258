# shellcheck shell=bash
# The launchers beyond `-c CMD`: reads the arguments as the real shell would, far enough to know what it is about to run and which
# startup files it will read, and ends in the real shell.
. "@shells@/launch/inherit.bash" ' last shell real '
# What the native launcher was called with as argv[0]; a script never sees its own.
__codex_env_argv0=${CODEX_ENV_SHIM_ARGV0-}

__codex_env_launch() {
  local plain=() rest=() extra=() wrap=() watch='' login='' kind='' blind='' applied='' command=''
  __codex_env_parse "$@"
  . "@shells@/launch/absorb.bash" hooks
  if __codex_env_is_capture; then __codex_env_become "$__codex_env_real" "$@"; fi
  if [[ $command == __CODEX_SNAPSHOT_* ]]; then
    __codex_env_text=$command
    if . "@shells@/profile/snapshot.sh"; then __codex_env_become "$__codex_env_real" "$@"; fi
  fi
  __codex_env_route=launcher __codex_env_purpose='' __codex_env_command=$command __codex_env_name=${__codex_env_argv0:-$__codex_env_real}
  case $kind in
  command) if [[ $__codex_env_shell != fish ]]; then __codex_env_name=${rest[1]-$__codex_env_name}; fi ;;
  script) __codex_env_name=$command ;;
  esac
  if [[ ${CODEX_ENV_SHIM-} == off ]]; then
    __codex_env_route=off
  else
    if __codex_env_must_hand_over; then __codex_env_hand_over "$@"; fi
    if [[ $__codex_env_shell == fish ]]; then __codex_env_purpose=plan; fi
    if [[ $kind != interactive ]]; then __codex_env_login_flag=$login; fi
    __codex_env_dir=/${PWD#/}
    . "@shells@/find/find.sh" || [[ $? == 3 ]] || . "@shells@/find/search.sh"
    if [[ ${__codex_env_handover-} ]]; then __codex_env_hand_over "$@"; fi
    if [[ ! ${__codex_env_unapplied-} && $__codex_env_json != '"project":null'* ]]; then applied=1; fi
    if [[ $__codex_env_shell == fish && $applied ]]; then
      export CODEX_ENV_SHIM_PLAN="${__codex_env_plan%/*}/plan.fish" CODEX_ENV_SHIM_LOGIN="$__codex_env_login"
      extra=(--init-command "source '@shells@/hook.fish'")
    fi
    # sh has no hook that could act after a profile, so it has none either.
    if [[ $login && $applied && $kind != interactive && (${__codex_env_login-suppress} == suppress || $__codex_env_shell == sh) ]]; then
      __codex_env_argv0=${__codex_env_argv0#-}
      set -- ${plain[0]+"${plain[@]}"} ${rest[0]+"${rest[@]}"}
    fi
  fi
  # bash takes an unknown caller for sshd where SHLVL is low, and would read ~/.bashrc: --norc keeps it from that.
  if [[ $__codex_env_shell == bash && $applied && $kind != interactive && $SHLVL -lt 2 ]]; then extra=(--norc); fi
  if [[ ${__codex_env_wrap-} && $kind != interactive ]]; then wrap=("${__codex_env_wrap[@]}"); fi
  watch=${__codex_env_watch-}
  unset -v __codex_env_wrap __codex_env_watch
  __codex_env_record_launch
  if [[ ${wrap[0]+set} ]]; then
    __codex_env_wrap=("${wrap[@]}")
    . "@shells@/launch/missing.bash" wrap
    unset -v __codex_env_wrap
  fi
  set -- ${wrap[0]+"${wrap[@]}"} "$__codex_env_real" ${extra[0]+"${extra[@]}"} "$@"
  if [[ $watch ]]; then __codex_env_watch_launch "$@"; fi
  __codex_env_become "$@"
}

# Sets plain (the options without the login flag), rest (what follows them), login, kind (command, script, input or interactive),
# blind (the real shell would not read a hook) and command.
__codex_env_parse() {
  case $__codex_env_argv0 in -*) login=1 ;; esac
  # By these names bash reads no hook.
  case ${__codex_env_argv0##*[-/]} in sh | rbash) blind=1 ;; esac
  while [[ $# -gt 0 ]]; do
    case $1 in
    -- | -)
      plain+=("$1")
      shift
      break
      ;;
    --login) login=1 ;;
    --rcfile | --init-file | --init-command | --features | --debug-output | --emulate)
      plain+=("$1" ${2+"$2"})
      if [[ $1 == --emulate ]]; then blind=1; fi
      if [[ $# -gt 1 ]]; then shift; fi
      ;;
    --*) __codex_env_parse_long "$1" ;;
    [-+]?*)
      __codex_env_parse_flags "$1"
      while [[ $takes && $# -gt 1 ]]; do
        case $1:$2 in -*:posix | -*:privileged) blind=1 ;; esac
        plain+=("$2")
        takes=${takes#?}
        set -- "$1" "${@:3}"
      done
      ;;
    *) break ;;
    esac
    shift
  done
  rest=("$@")
  if [[ $kind == command ]]; then
    command=${command:-${rest[0]-}}
  elif [[ ! $kind && ${rest[0]+set} ]]; then
    kind=script command=${rest[0]}
  elif [[ ! $kind && -t 0 && -t 2 ]]; then
    kind=interactive
  fi
}

__codex_env_parse_long() {
  plain+=("$1")
  case $1 in
  --command=*) kind=command command=${1#--command=} ;;
  --command) kind='command' ;;
  --interactive) kind=interactive ;;
  --posix | --no-rcs | --norcs) blind=1 ;;
  esac
}

# One word of single letters; sets takes to those of them that have a word of their own to follow.
__codex_env_parse_flags() {
  local flags=${1#?}
  case $1 in
  -*i*) kind=interactive ;;
  -*c*) kind=${kind:-command} ;;
  -*s*) kind=${kind:-input} ;;
  esac
  case $__codex_env_shell:$1 in
  bash:*) takes=${flags//[!oO]/} ;;
  fish:*) takes=${flags//[!CdofP]/} ;;
  *) takes=${flags//[!o]/} ;;
  esac
  case $__codex_env_shell:$1 in bash:-*p* | zsh:-*[fp]*) blind=1 ;; esac
  if [[ $1 == -*l* ]]; then
    login=1
    flags=${flags//l/}
  fi
  if [[ $flags ]]; then plain+=("${1:0:1}$flags"); fi
}

# Codex's own work at the start of a session, no command of the agent's: it captures its snapshot with the user's shell (codex-capture.txt is what
# 0.169.0 has bash do), and tries it. Any other text is a command.
__codex_env_is_capture() {
  local text=''
  if [[ ${CODEX_THREAD_ID-} ]]; then return 1; fi
  # shellcheck disable=SC2016 # Codex's text
  case $command in
  'if [ -z "${BASH_ENV-}" ]'*)
    IFS='' read -r -d '' text <"@data@/dist/codex-capture.txt"
    [[ $command == "$text" ]]
    ;;
  'if [[ -n "${ZDOTDIR-}" ]]'*'# Snapshot file'*) [[ $__codex_env_shell == zsh ]] ;;
  'set -e; . "/'*'/shell_snapshots/'*'"')
    text=${command#'set -e; . "'}
    [[ ${text%\"} != *[\"\$\`\\]* && $text != *$'\n'* ]]
    ;;
  *) return 1 ;;
  esac
}

# zsh reads ~/.zshenv whatever its options say, and bash the user's BASH_ENV: only the hook inside can act after them.
__codex_env_must_hand_over() {
  # shellcheck disable=SC2078 # install.sh puts in '' or a word
  [[ ! $blind ]] && case $__codex_env_shell in
  zsh) ;;
  bash) [[ $kind != interactive && ! ${POSIXLY_CORRECT+set} && (${BASH_ENV-} || @handover@) ]] ;;
  *) return 1 ;;
  esac
}

__codex_env_hand_over() {
  # Whatever the project, it is the user's settings that say whether the shell is watched.
  if [[ ! ${__codex_env_handover-} && -e "@config@/config.ini" ]]; then
    __codex_env_purpose=peek __codex_env_dir=''
    . "@shells@/find/find.sh" || [[ $? == 3 ]] || . "@shells@/find/search.sh"
  fi
  . "@shells@/launch/handover.bash" hook
  __codex_env_handover=1
  if [[ ${__codex_env_watch-} ]]; then __codex_env_watch_launch "$__codex_env_real" "$@"; fi
  __codex_env_become "$__codex_env_real" "$@"
}

# A terminal is the interactive shell's own.
__codex_env_watch_launch() {
  if [[ $kind == interactive || $kind == input && -t 0 ]]; then return; fi
  __codex_env_inherited=1
  . "@shells@/watch/watch.bash" command "$@"
}

__codex_env_record_launch() {
  case $__codex_env_shell:$kind in
  fish:command) set -- ${rest[0]+"${rest[@]:1}"} ;;
  *:command) set -- ${rest[0]+"${rest[@]:2}"} ;;
  *:script) set -- ${rest[0]+"${rest[@]:1}"} ;;
  *) set -- ${rest[0]+"${rest[@]}"} ;;
  esac
  if [[ $kind == command && (${CLAUDECODE-} || ${GEMINI_CLI-}) ]]; then
    __codex_env_text=$command
    . "@shells@/record/unwrap.sh"
  fi
  . "@shells@/record/record.sh"
}

__codex_env_launch "$@"

# shellcheck shell=bash
# What a launcher or the prefix was started with, where that stands in the way of the plain case. Its argument has the names of our variables that the
# caller has set (clear.bash). Sets __codex_env_lost to what env(1) must put right, and __codex_env_last to $_.

# Where descriptor 2 is closed bash leaves it open on the script that it reads.
if [[ /dev/fd/2 -ef ${BASH_SOURCE[${#BASH_SOURCE[@]} - 1]} ]]; then exec 2>&-; fi
. "@shells@/hook/clear.bash" "$1"
# The prefix needs the rest only for variables that bash takes from its caller for its own.
if [[ ! ${__codex_env_real-} ]] && [[ ${BASH_VERSINFO[0]} -lt 5 || $SHLVL -gt 1 && $SHLVL -lt 999 && ${BASHOPTS@a}${SHELLOPTS@a}${IFS@a}${PS4@a}${OPTIND@a} != *x* ]]; then return; fi

# FUNCNEST would keep our functions from calling each other.
unset -v FUNCNEST
# bash, which runs the launchers, takes some variables of its caller for its own and changes or drops them: PS1, IFS, SHELLOPTS, an odd
# SHLVL. What the kernel says this process was given is compared with what bash would hand on, before anything else has changed it.
# Without /proc (macOS), or before bash 5, those few are lost.
__codex_env_compare() {
  local entry='' name='' level='' place='' given=()
  __codex_env_lost=() __codex_env_last=''
  if [[ ! ${EPOCHREALTIME-} || ! -r /proc/self/environ ]]; then return; fi
  mapfile -d '' -t given </proc/self/environ
  for entry in ${given[0]+"${given[@]}"}; do
    name=${entry%%=*}
    if [[ $name == PWD ]]; then place=1; fi
    case $name in
    _) __codex_env_last=${entry#*=} ;;
    SHLVL)
      level=1
      if [[ ${entry#*=} != $((SHLVL - 1)) ]]; then __codex_env_lost+=("$entry"); fi
      ;;
    '' | [0-9]* | *[!A-Za-z0-9_]*) ;;
    *)
      if [[ $entry != *=* || ${!name-} == "${entry#*=}" && ${!name@a} == *x* ]]; then continue; fi
      # Of two with one name bash hands on one.
      if [[ " ${given[*]%%=*} " != *" $name "*" $name "* ]]; then __codex_env_lost+=("$entry"); fi
      ;;
    esac
  done
  if [[ ! $place ]]; then export -n PWD; fi
  # bash makes it 0, which to bash and zsh is the same as none.
  if [[ ! $level && $__codex_env_shell != [bz]* ]]; then __codex_env_lost=(-uSHLVL ${__codex_env_lost[0]+"${__codex_env_lost[@]}"}); fi
}

# Becomes the program $1 with the arguments that follow, and with __codex_env_argv0 as its argv[0] if there is one. What the plan has changed stays as the plan says, and SHLVL
# as the hook in a real bash expects it.
__codex_env_become() {
  local entry='' via=() as=()
  for entry in ${__codex_env_lost[0]+"${__codex_env_lost[@]}"}; do
    if [[ $entry == *SHLVL* && ${CODEX_ENV_SHIM_LEVEL-} || ${__codex_env_json-} == *"\"${entry%%=*}\""* ]]; then continue; fi
    via+=("$entry")
  done
  if [[ ${via[0]+set} ]]; then
    via=(/usr/bin/env "${via[@]}")
  elif [[ ${__codex_env_argv0-} && $1 == "$__codex_env_real" ]]; then
    as=(-a "$__codex_env_argv0")
  fi
  if [[ $__codex_env_last ]]; then
    _=$__codex_env_last exec ${as[0]+"${as[@]}"} -- ${via[0]+"${via[@]}"} "$@"
  else
    exec ${as[0]+"${as[@]}"} -- ${via[0]+"${via[@]}"} "$@"
  fi
}

__codex_env_compare

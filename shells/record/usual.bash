# shellcheck shell=bash
# Record, for bash 5, the usual commands beyond the plain case. Everything else is left to record.sh.
# In: __codex_env_command (or BASH_EXECUTION_STRING, or the script's name), __codex_env_name, _shell, _route, _json, the arguments as "$@"; where plain.bash
# has run, what it sets. The plain hook has set nothing but the JSON; it calls this with what $_ was, and goes on where this fails. So does the hook of the
# native launcher, with a word in front of that, `launcher`.
if [[ $- != *p* && ${__codex_env_cleared-} != unusual ]]; then
  if [[ $# == 2 && $1 == launcher ]]; then
    shift
    . "@shells@/hook/clear.bash" ' json text clock log '
    __codex_env_shell=bash __codex_env_route=launcher __codex_env_name=$0
    unset -v CODEX_ENV_SHIM_ARGV0
  elif [[ ! ${__codex_env_cleared-} ]]; then
    unset -v __codex_env_command __codex_env_name __codex_env_shell __codex_env_route __codex_env_extras
  fi
  __codex_env_last=$1
  set --
fi
# Most of them: an agent's, without arguments, with quotes, newlines, or characters beyond ASCII. Which of those are printable a pattern knows only
# where the locale is UTF-8 (there these three bytes are one character).
__codex_env_plan=$PWD${__codex_env_name-$0}$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID
# shellcheck disable=SC2101 # the class has its outer brackets
[[ $#$__codex_env_extras${__codex_env_command+set}-$CODEX_THREAD_ID-$__codex_env_text == 0-?*-2* && ${#BASH_EXECUTION_STRING} != ????* && ${#__codex_env_plan} -le 700 && $__codex_env_plan != *[!]-~#-[!\ ]* &&
  ($BASH_EXECUTION_STRING != *[!\ -~$'\n\t']* || ${#BASH_EXECUTION_STRING} -le 500 && $'\xe4\xb8\x80' == ? && $BASH_EXECUTION_STRING != *[![:print:]$'\n\t']*) ]] && {
  __codex_env_told=${BASH_EXECUTION_STRING//\\/\\\\}
  __codex_env_told=${__codex_env_told//\"/\\\"}
  __codex_env_told=${__codex_env_told//$'\n'/\\n}
  __codex_env_told=${__codex_env_told//$'\t'/\\t}
} && { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
  . "@shells@/record/print.bash" # inline route=${__codex_env_route-hook} shell=${__codex_env_shell-bash} argv=${__codex_env_name-$0} command=$__codex_env_told cwd=$PWD agent=codex thread=$CODEX_THREAD_ID session=$CODEX_SESSION_ID call=$CODEX_TOOL_CALL_ID
# shellcheck disable=SC2181 # of a group
if [[ $? == 0 ]]; then
  unset -v __codex_env_told
  trap - XFSZ PIPE
  if [[ ! $__codex_env_cleared ]]; then
    if [[ $- != *p* ]]; then unset -v __codex_env_last; fi
    return 1
  fi
  if [[ $- != *p* ]]; then . "@shells@/hook/hold.bash" release "$__codex_env_last"; fi
  return 0
fi
# The others: arguments, and agents whose ids are others, or none. What a launcher does not set itself comes from the environment.
case $-:${__codex_env_cleared-}:$__codex_env_route in *p*::launcher) unset -v __codex_env_command ;; esac
if [[ ! ${__codex_env_command+set} && (${CLAUDECODE-} || ${GEMINI_CLI-}) ]]; then
  __codex_env_text=${BASH_EXECUTION_STRING-}
  . "@shells@/record/unwrap.sh"
  __codex_env_text=''
fi
if [[ ! $__codex_env_text && ${EPOCHREALTIME-} ]]; then
  trap '' XFSZ
  # As in plain.bash.
  __codex_env_text='\D{%FT%T%z%s}' __codex_env_text=${__codex_env_text@P} __codex_env_clock=$EPOCHREALTIME __codex_env_log="@state@/audit.jsonl"
  [[ $__codex_env_text == 2*+0000${__codex_env_clock::10} ]] || . "@shells@/record/zone.bash"
fi
. "@shells@/record/agent.sh" # inline
__codex_env_json=${__codex_env_json:-'"project":null,"plan":null,"state":"none"'} __codex_env_told=${__codex_env_command-${BASH_EXECUTION_STRING-$0}}
# A text that is too long for a line is looked at no further. A character beyond ASCII may take four bytes.
# shellcheck disable=SC2101
if [[ ! $__codex_env_extras && $__codex_env_text && ${#__codex_env_told} -le 3600 ]] && {
  # In this order: the text, the directory, the ids, the name, the arguments.
  __codex_env_fields=("$__codex_env_told" "$PWD" "$__codex_env_thread" "$__codex_env_session" "$__codex_env_call" "${__codex_env_name-$0}" "$@")
  __codex_env_told=${__codex_env_fields[*]}$__codex_env_json
  [[ ${#__codex_env_told} -le 3600 &&
    ($__codex_env_told != *[!\ -~$'\n\t']* || ${#__codex_env_told} -le 950 && $'\xe4\xb8\x80' == ? && $__codex_env_told != *[![:print:]$'\n\t']*) ]]
} && {
  __codex_env_fields=("${__codex_env_fields[@]//\\/\\\\}")
  __codex_env_fields=("${__codex_env_fields[@]//\"/\\\"}")
  __codex_env_fields=("${__codex_env_fields[@]//$'\n'/\\n}")
  __codex_env_fields=("${__codex_env_fields[@]//$'\t'/\\t}")
  printf -v __codex_env_told ',"%s"' "${__codex_env_fields[@]:5}"
  __codex_env_plan=${__codex_env_fields[*]::5}$__codex_env_told$__codex_env_json
  [[ ${#__codex_env_plan} -le 3700 ]]
} && { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
  . "@shells@/record/print.bash" # inline route=${__codex_env_route-hook} shell=${__codex_env_shell-bash} argv=${__codex_env_told:2:-1} command=${__codex_env_fields[0]} cwd=${__codex_env_fields[1]} agent=$__codex_env_agent thread=${__codex_env_fields[2]} session=${__codex_env_fields[3]} call=${__codex_env_fields[4]}
then
  trap - XFSZ PIPE
  unset -v __codex_env_fields __codex_env_told __codex_env_agent __codex_env_thread __codex_env_session __codex_env_call
  if [[ ! ${__codex_env_cleared-} ]]; then
    if [[ $- != *p* ]]; then unset -v __codex_env_last __codex_env_command __codex_env_wrapper; fi
    return 1
  fi
else
  trap - XFSZ PIPE
  # The command is ours here: it was unset above, and unwrap.sh may have set it.
  if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/hook/clear.bash" plain command; fi
  __codex_env_command=${__codex_env_command-${BASH_EXECUTION_STRING-$0}} __codex_env_name=${__codex_env_name-$0}
  __codex_env_shell=${__codex_env_shell-bash} __codex_env_route=${__codex_env_route:-hook}
  . "@shells@/record/record.sh"
fi
if [[ $- != *p* && $__codex_env_cleared != unusual ]]; then . "@shells@/hook/hold.bash" release "$__codex_env_last"; fi

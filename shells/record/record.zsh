# shellcheck shell=bash disable=all # zsh, which shellcheck does not know: `zsh -n` checks it
# Record in zsh: the plain case, a command of Codex's that is short, of printable characters and newlines. In a locale that is not UTF-8 it is
# of ASCII. The line is the one that record.sh, which has the rest, would have written. In: __codex_env_json, __codex_env_route.
# (A limit on file sizes must not kill the command, and zsh forgets that a signal was ignored before it began once it has a trap for it.)
local __codex_env_text=$PWD$ZSH_ARGZERO$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID __codex_env_clock='' __codex_env_log="@state@/audit.jsonl" \
  __codex_env_command=$ZSH_EXECUTION_STRING
[[ $CODEX_THREAD_ID && ${#__codex_env_text} -le 700 && $__codex_env_text != *[\"\\]* && $__codex_env_text != *[^\ -~]* &&
  ($__codex_env_command != *[^\ -~$'\n']* && ${#__codex_env_command} -le 1000 ||
  ${#__codex_env_command} -le 500 && $'\xe4\xb8\x80' == ? && $__codex_env_command != *[^[:print:]$'\n']*) &&
  -w $__codex_env_log ]] && {
  if [[ $__codex_env_command == *[\"\\$'\n']* ]]; then
    __codex_env_command=${__codex_env_command//\\/\\\\}
    __codex_env_command=${__codex_env_command//\"/\\\"}
    __codex_env_command=${__codex_env_command//$'\n'/\\n}
  fi
  if [[ ! -r /proc/self/stat ]] || () {
    emulate -L zsh
    # proc(5): the signals that are ignored are its 33rd field. From behind a front is cut off in no time.
    local text="$(</proc/self/stat)"
    local -a fields=(${(s: :)text#${text%%\) *}})
    ((!(fields[32] & 0x1000000)))
  }; then trap '' XFSZ; fi
  __codex_env_text=${(%):-%D{%FT%T%z%s.%6.}}
  if [[ $__codex_env_text != *+0000* ]]; then
    () {
      local -x TZ=UTC0
      __codex_env_text=${(%):-%D{%FT%T%z%s.%6.}}
    }
  fi
  __codex_env_clock=${__codex_env_text:24}
  . "@shells@/record/print.bash" # inline route=$__codex_env_route shell=zsh argv=$ZSH_ARGZERO command=$__codex_env_command cwd=$PWD agent=codex thread=$CODEX_THREAD_ID session=$CODEX_SESSION_ID call=$CODEX_TOOL_CALL_ID
} || {
  () {
    emulate -L zsh -o extended_glob
    # What record.sh reads, the environment must not say.
    unset -m '__codex_env_^(last|json|route)'
    . "@shells@/hook.zsh"
  }
  __codex_env_record_all
  unset -f -m '__codex_env_*'
  unset __codex_env_name __codex_env_shell __codex_env_time __codex_env_wrapper
}

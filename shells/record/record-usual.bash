# shellcheck shell=bash
# Record, for bash 5, what is as usual as the plain case but takes more: a command with quotes, backslashes, newlines or tabs, or with characters beyond
# ASCII where the locale is UTF-8 (there a pattern takes three bytes for one). record-text.bash has arguments and all that is not Codex's, record.sh the rest.
# In: what record.bash takes.
# The plain hook has set none of these: what there is comes from the environment. (A launcher is privileged: `p`.)
if [[ ${BASH_ENV-} == "@shells@/hook.bash" && $- != *p* && ! ${__codex_env_cleared-} ]]; then unset -v __codex_env_route __codex_env_shell __codex_env_name __codex_env_extras; fi
__codex_env_plan=$PWD${__codex_env_name-$0}$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID
# shellcheck disable=SC2101 # the class has its outer brackets
{
  [[ $#$__codex_env_extras-$CODEX_THREAD_ID-$__codex_env_clock == 0-?*-?* && ${#__codex_env_plan} -le 700 && $__codex_env_plan != *[!]-~#-[!\ ]* &&
    ($BASH_EXECUTION_STRING != *[!\ -~$'\n\t']* || ${#BASH_EXECUTION_STRING} -le 500 && $'\xe4\xb8\x80' == ? && $BASH_EXECUTION_STRING != *[![:print:]$'\n\t']*) ]] && {
    __codex_env_escaped=${BASH_EXECUTION_STRING//\\/\\\\}
    __codex_env_escaped=${__codex_env_escaped//\"/\\\"}
    __codex_env_escaped=${__codex_env_escaped//$'\n'/\\n}
    __codex_env_escaped=${__codex_env_escaped//$'\t'/\\t}
  } && { [[ -w $__codex_env_log ]] || . "@shells@/record/listen.sh"; } &&
    . "@shells@/record/print.bash" # inline route=${__codex_env_route-hook} shell=${__codex_env_shell-bash} name=${__codex_env_name-$0} command=$__codex_env_escaped
} || . "@shells@/record/record-text.bash"
unset -v __codex_env_escaped

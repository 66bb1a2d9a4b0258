# shellcheck shell=bash
# The launchers of bash and sh, the plain case: `-c CMD`, with or without a login flag, and nothing else that would read a startup
# file. The plan is applied here, the login flag is dropped if there is one, and the real shell takes over. The rest: options.bash.
# (Where descriptor 2 is closed bash leaves it open on the script it reads: so it is one that can be read, as a terminal is, and it is this file.)
# shellcheck disable=SC2015,SC2193 # one more look where the first says no; install.sh puts in '' or a word
[[ ${EPOCHREALTIME:+5}$SHLVL == 5[2-9] && (${1-} == -c || ${1-} == -lc || ${1-} == -cl) && ${2+set} && ${#2} != ????* && $2 != [-+]* && $2 != __CODEX_SNAPSHOT_* && $PWD == /* &&
  @handover@${CODEX_ENV_SHIM_ARGV0-}${BASH_ENV-}${CODEX_ENV_SHIM-}${POSIXLY_CORRECT+set}${BASH_EXECUTION_STRING+set}$__codex_env_stale$__codex_env_extras$__codex_env_cleared$__codex_env_watch$__codex_env_unapplied$__codex_env_handover == '' &&
  ${BASHOPTS@a}${SHELLOPTS@a}${IFS@a}${PS4@a}${OPTIND@a} != *x* ]] &&
  { ! read -rn 0 -u 2 __codex_env_purpose || [[ ! /dev/fd/2 -ef $0 ]]; } || . "@shells@/launch/options.bash"
__codex_env_login_flag=${1#-c} __codex_env_purpose='' __codex_env_route=launcher BASH_EXECUTION_STRING=$2
shift 2
__codex_env_argv=("$@") __codex_env_name=${1-$__codex_env_real}
if [[ $# -gt 0 ]]; then shift; fi
__codex_env_dir=$PWD
. "@shells@/find/find.sh" # inline
[[ $? == 3 ]] || . "@shells@/find/search.sh"
if [[ $__codex_env_login_flag && (${__codex_env_unapplied-} || $__codex_env_json == '"project":null'*) || ${__codex_env_handover-} ]]; then . "@shells@/launch/handover.bash" login "$@"; fi
{
  . "@shells@/record/plain.bash" # inline route=launcher shell=$__codex_env_shell name=$__codex_env_name count=$# empty=$__codex_env_extras command=$BASH_EXECUTION_STRING checked=$__codex_env_name$BASH_EXECUTION_STRING
} || . "@shells@/record/usual.bash"
trap - XFSZ PIPE
# What a command sees as $_ is what its caller passed on; bash would put the command's own name there.
if [[ $__codex_env_last && $__codex_env_last != "$BASH" ]]; then
  _=$__codex_env_last exec "$__codex_env_real" -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}
fi
exec "$__codex_env_real" -c "$BASH_EXECUTION_STRING" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}

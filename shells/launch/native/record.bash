# shellcheck shell=bash
# Record, for a bash of the native launcher, what is not the plain case. Its argument is what $_ was. Succeeds: the hook has ended with that.
. "@shells@/hook/clear.bash" ' json '
__codex_env_shell=bash __codex_env_route=launcher __codex_env_name=$0 __codex_env_last=$1
set --
unset -v CODEX_ENV_SHIM_ARGV0
. "@shells@/record/record-text.bash"
. "@shells@/hook/leave.bash" "$__codex_env_last"

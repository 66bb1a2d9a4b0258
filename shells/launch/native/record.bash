# shellcheck shell=bash
# Record, for a bash of the native launcher, what is not the plain case. Its argument is what $_ was. Succeeds: the hook has ended with that.
. "@shells@/hook/clear.bash" ' json text clock log '
__codex_env_shell=bash __codex_env_route=launcher __codex_env_name=$0
unset -v CODEX_ENV_SHIM_ARGV0
. "@shells@/record/usual.bash" "$1"

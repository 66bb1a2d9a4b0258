# shellcheck shell=bash
# A launcher that was asked for a login shell where profiles are not suppressed: no project is declared here, and the real shell
# does what it always does; or the project wants its profiles, and the hook acts after them.
if [[ ${__codex_env_handover-} ]]; then
  . "@shells@/handover.bash"
else
  . "@shells@/record.sh"
fi
exec "$__codex_env_real" -l -c "$__codex_env_command" ${__codex_env_argv[0]+"${__codex_env_argv[@]}"}

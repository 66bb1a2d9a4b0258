# shellcheck shell=bash
# The prefix under the off switch: the command runs as without us, and is recorded. Any other value of CODEX_ENV_SHIM means nothing.
if [[ ${CODEX_ENV_SHIM-} == off ]]; then
  __codex_env_route=off __codex_env_json='' __codex_env_text='' __codex_env_extras=''
  . "@shells@/record/usual.bash"
  . "@shells@/launch/become.bash"
fi

# shellcheck shell=bash
# Where there is no fresh and plain plan: either nothing is declared here, or it takes a closer look.
if [[ -e $__codex_env_dir/.codex/env.ini ]]; then
  . "@shells@/search.sh"
else
  __codex_env_json='"project":null,"plan":null,"state":"none"'
fi

# shellcheck shell=bash
# Where there is no fresh and plain plan: either nothing is declared here, or it takes a closer look. Of a launcher and the prefix the user's
# settings may ask something all the same.

# A plan that was cut off in a pattern leaves bash looking for the end of that, and blind for reserved words: this parenthesis is the end.
__codex_env_close() { :; }
unset -f __codex_env_close
if [[ -e $__codex_env_dir/.codex/env.ini || (${__codex_env_real-} || ${__codex_env_route-} == prefix) && -e "@config@/config.ini" ]]; then
  if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/hook/clear.bash" plain; fi
  . "@shells@/find/search.sh"
else
  __codex_env_json='"project":null,"plan":null,"state":"none"'
fi

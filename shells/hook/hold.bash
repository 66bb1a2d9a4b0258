# shellcheck shell=bash
# What the bash hook does first where the plain case is not given: the options that would trace it, fail it or change its variables wait
# until leave.bash. In: $-, and what $_ was.
set +aeuxvkC
unset -v __codex_env_flags __codex_env_last
__codex_env_flags=$1 __codex_env_last=$2

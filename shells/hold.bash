# shellcheck shell=bash
# What the bash hook does first where the plain case is not given: the options that would trace it, fail it or change its variables wait
# until leave.bash. In: $-, and what $_ was.
set +aeuxvkC
__codex_env_flags=$1 __codex_env_last=$2

# shellcheck shell=bash
# What the bash hook does first where the plain case is not given: the options that would trace it, fail it or change its variables wait
# until leave.bash.
__codex_env_last=$_ __codex_env_flags=$-
set +aeuxvkC

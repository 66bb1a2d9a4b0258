# shellcheck shell=bash
# The user's own BASH_ENV, which ours displaced: its name is expanded as bash itself does (bash(1), INVOCATION), and a missing file is no error.
eval "__codex_env_chain=\"$BASH_ENV\""
if [[ -r $__codex_env_chain ]]; then . "$__codex_env_chain"; fi
# What that file has made readonly cannot be set in one go.
__codex_env_purpose=care

# The last file of a login shell whose environment is declared (see ../.zshenv): what remains is given back.
if [[ $__codex_env_global_rcs ]]; then setopt global_rcs; fi
unset ZDOTDIR __codex_env_global_rcs
if [[ $CODEX_ENV_SHIM_ZDOTDIR ]]; then export ZDOTDIR=$CODEX_ENV_SHIM_ZDOTDIR; fi
unset CODEX_ENV_SHIM_ZDOTDIR
() { unset __codex_env_last; : "$1"; } "$__codex_env_last"

# shellcheck shell=bash
# Codex: what `enable codex` writes, for this start only. It reads these after its config.toml, and filters them as it says there.
__codex_env_set() { __codex_env_words+=(-c "shell_environment_policy.set.$1=\"$2\""); }
__codex_env_words=(-c allow_login_shell=false -c features.shell_snapshot=false)
__codex_env_set BASH_ENV "@shells@/hook.bash"
__codex_env_set ZDOTDIR "@shells@/zdotdir"
__codex_env_set SHLVL 1
__codex_env_set CODEX_ENV_SHIM_LEVEL 2
# (A path with a quote or a backslash has no place in this form; the hook then goes without it.)
if [[ ${BASH_ENV-} && $BASH_ENV != *[\"\\]* ]]; then __codex_env_set CODEX_ENV_SHIM_BASH_ENV "$BASH_ENV"; fi
if [[ ${ZDOTDIR-} && $ZDOTDIR != *[\"\\]* ]]; then __codex_env_set CODEX_ENV_SHIM_ZDOTDIR "$ZDOTDIR"; fi
set -- "${__codex_env_words[@]}" "$@"
unset -f __codex_env_set

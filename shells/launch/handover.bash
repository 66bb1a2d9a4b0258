# shellcheck shell=bash
# Hands the rest over to the hook inside the real shell, which has the last word after its startup files. The real bash skips
# BASH_ENV where it takes its caller for sshd and SHLVL is below 2: it is raised, and the hook puts it right.
case $__codex_env_shell in
bash)
  if [[ ${BASH_ENV-} ]]; then export CODEX_ENV_SHIM_BASH_ENV="$BASH_ENV"; fi
  if ((SHLVL < 2)); then SHLVL=2 CODEX_ENV_SHIM_LEVEL=2-1; else CODEX_ENV_SHIM_LEVEL=$SHLVL; fi
  export BASH_ENV="@shells@/hook.bash" CODEX_ENV_SHIM_ROUTE=launcher CODEX_ENV_SHIM_LEVEL
  ;;
zsh)
  if [[ ${ZDOTDIR-} ]]; then export CODEX_ENV_SHIM_ZDOTDIR="$ZDOTDIR"; fi
  export ZDOTDIR="@shells@/zdotdir" CODEX_ENV_SHIM_ROUTE=launcher
  ;;
esac

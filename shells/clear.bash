# shellcheck shell=bash
# Names of ours that the environment had: nobody else may answer for us. What the caller of this has set itself stays. Options that
# the hook noted are not exported, but under -a, which is then among them (as SHELLOPTS could ask for it, too).
if [[ ${BASH_VERSINFO[0]} -ge 5 && ${__codex_env_flags@a} == *x* && $__codex_env_flags != *a* ]]; then __codex_env_flags=''; fi
for __codex_env_care in "${!__codex_env_@}"; do
  case $__codex_env_care in
  *_last | *_flags | *_shell | *_real | *_care) ;;
  *) unset -v "$__codex_env_care" ;;
  esac
done
__codex_env_care=''

# shellcheck shell=bash
# Names of ours that the environment had: nobody else may answer for us. What the caller of this has set itself stays. The options that
# the hook noted (hold.bash) are not exported.
if [[ ${BASH_VERSINFO[0]} -ge 5 && ${__codex_env_flags@a} == *x* ]]; then __codex_env_flags=''; fi
for __codex_env_care in "${!__codex_env_@}"; do
  case $__codex_env_care in
  *_last | *_flags | *_shell | *_real | *_care) ;;
  *) unset -v "$__codex_env_care" ;;
  esac
done
__codex_env_care=''

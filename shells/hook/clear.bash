# shellcheck shell=bash
# Names of ours that the environment had: nobody else may answer for us. Those that the caller of this has set itself stay, its one
# argument has them with spaces around. That they are cleared is what __codex_env_cleared tells. The options that the hook noted (hold.bash) are not exported.
if [[ ${BASH_VERSINFO[0]} -ge 5 && ${__codex_env_flags@a} == *x* ]]; then __codex_env_flags=''; fi
for __codex_env_cleared in "${!__codex_env_@}"; do
  case "$1cleared " in
  *" ${__codex_env_cleared#__codex_env_} "*) ;;
  *) unset -v "$__codex_env_cleared" ;;
  esac
done
__codex_env_cleared=1

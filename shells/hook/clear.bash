# shellcheck shell=bash
# Takes variables of ours out of the environment, so that nobody else can answer for us. In: the names that the caller has set itself, with spaces
# around them; or `plain`, from a plain case, which has looked only at those names that it reads, and with it comes one more name or none.
# Sets __codex_env_cleared. The options that the bash hook noted (hold.bash) are kept unless they were exported.
__codex_env_kept=$1
if [[ $1 == plain ]]; then
  # The launchers and the prefix are privileged (p), and say themselves which they are.
  case $-:${__codex_env_route-} in
  *p*:launcher) __codex_env_kept=' last shell route purpose real login_flag argv name extras watch dir plan json text clock log ' ;;
  *p*:*) __codex_env_kept=' last shell route purpose command name words extras watch dir plan json text clock log ' ;;
  *) __codex_env_kept=' last dir plan json text clock log ' ;;
  esac
  __codex_env_kept+=${2+"$2 "}
fi
if [[ ${BASH_VERSINFO[0]} -ge 5 && ${__codex_env_flags@a} == *x* ]]; then __codex_env_flags=''; fi
for __codex_env_cleared in "${!__codex_env_@}"; do
  case "${__codex_env_kept}kept cleared " in
  *" ${__codex_env_cleared#__codex_env_} "*) ;;
  *) unset -v "$__codex_env_cleared" ;;
  esac
done
unset -v __codex_env_kept
__codex_env_cleared=1

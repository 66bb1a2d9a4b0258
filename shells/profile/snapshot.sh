# shellcheck shell=bash
# The outer shell of Codex's shell snapshot: `SHELL -c '…; . snapshot; …; exec SHELL -c CMD'` replays the exports of a profile that ran
# when the session began, and the inner shell can no longer tell what the agent passed. Where profiles are suppressed the replay
# is left out: this shell does at once the last thing its text says. Elsewhere it goes on, and the inner shell acts.
__codex_env_cleared=1 __codex_env_purpose=peek __codex_env_dir=/${PWD#/}
. "@shells@/find/find.sh"
__codex_env_text=${BASH_EXECUTION_STRING:-$ZSH_EXECUTION_STRING}
# From behind: bash takes time with the square of the length to cut a front off.
__codex_env_tail=${__codex_env_text%%$'\nexec '*}
if [[ ${__codex_env_login-} == suppress && $__codex_env_tail != "$__codex_env_text" ]]; then
  __codex_env_tail=${__codex_env_text:${#__codex_env_tail}+6}
  __codex_env_exec() {
    local tail=$__codex_env_tail
    unset -v __codex_env_purpose __codex_env_dir __codex_env_plan __codex_env_text __codex_env_tail __codex_env_login \
      __codex_env_json __codex_env_flags __codex_env_last __codex_env_cleared
    eval "exec $tail"
  }
  __codex_env_exec
fi

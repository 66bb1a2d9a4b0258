# shellcheck shell=bash
# The outer shell of Codex's shell snapshot: `SHELL -c '…; . snapshot; …; exec SHELL -c CMD'` replays the exports of a profile that ran
# when the session began, and the inner shell can no longer tell what the agent passed. Where profiles are suppressed the replay
# is left out: this shell becomes the inner one at once. Elsewhere it goes on, and the inner shell acts. Fails where the text is not, as a whole, Codex's own:
# then it is a command like any other. In: __codex_env_text.
. "@shells@/profile/snapshot-shape.sh"
{
  __codex_env_is_snapshot
  __codex_env_shape=$?
} 2>/dev/null
unset -f __codex_env_is_snapshot __codex_env_add_overrides __codex_env_is_ours
if [[ $__codex_env_shape == 0 ]]; then
  __codex_env_cleared=1 __codex_env_purpose=peek __codex_env_dir=/${PWD#/}
  . "@shells@/find/find.sh"
  if [[ ${__codex_env_login-} == suppress ]]; then
    __codex_env_exec() {
      local inner_shell=$__codex_env_inner_shell inner=$__codex_env_inner
      unset -v __codex_env_purpose __codex_env_dir __codex_env_plan __codex_env_text __codex_env_inner_shell __codex_env_inner __codex_env_shape \
        __codex_env_login __codex_env_json __codex_env_flags __codex_env_last __codex_env_cleared
      exec "$inner_shell" -c "$inner"
    }
    __codex_env_exec
  fi
  true
else
  unset -v __codex_env_inner_shell __codex_env_inner __codex_env_text __codex_env_shape
  false
fi

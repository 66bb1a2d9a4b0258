# shellcheck shell=bash
# One command of Claude Code in bash: find, apply, record.
. "@shells@/hook/clear.bash" ' last flags '
__codex_env_cleared=unusual __codex_env_shell=bash __codex_env_route=hook __codex_env_text=$BASH_EXECUTION_STRING
# In the program of [wrap] this is read for the second time, and the snapshot has replaced PATH again.
__codex_env_again=${CODEX_ENV_SHIM_ROUTE-}
unset -v CODEX_ENV_SHIM_ROUTE
if [[ ${CODEX_ENV_SHIM-} == off ]]; then
  __codex_env_route=off
else
  # Without a snapshot the login profiles have run, and where bash takes its caller for sshd ~/.bashrc has. What stands before our line, such as
  # the user's own CLAUDE_ENV_FILE, came after them, and stays: then nothing is undone.
  if [[ $__codex_env_again != inside && ${1-} != keep && ${__codex_env_text%%"@shells@/"*} != *$'\n'* ]] && { [[ $SHLVL -lt 2 ]] || shopt -q login_shell; }; then __codex_env_purpose=profile; fi
  __codex_env_dir=/${PWD#/}
  . "@shells@/find/find.sh" # inline
fi
if [[ $__codex_env_again == inside ]]; then
  unset -v __codex_env_wrap __codex_env_wrap_from
else
  if [[ ${__codex_env_wrap-} ]]; then export CODEX_ENV_SHIM_ROUTE=inside; fi
  __codex_env_text=$BASH_EXECUTION_STRING
  . "@shells@/record/unwrap.sh"
  . "@shells@/record/usual.bash"
fi
__codex_env_cleared=unusual

# shellcheck shell=bash
# Claude Code: `enable claude` has each of its commands source this, in bash or zsh, after its snapshot of the user's shell (or, where it has
# none, after the login profiles) and before the text that the model asked for. The command goes on whatever happens here, so this succeeds.
# With `keep` a file of the user's own has been read before, and nothing is undone.

# `start`: this comes from start/claude-env (install.sh writes it). The user's own CLAUDE_ENV_FILE is read first. Where `enable claude` is in force as well, its line follows in
# the same text, after the hooks of others.
if [[ ${1-} == start ]]; then
  if [[ ${CLAUDE_ENV_FILE-} == "@shells@/start/claude-env" ]]; then unset CLAUDE_ENV_FILE; fi
  if [[ -r ${CODEX_ENV_SHIM_CLAUDE_ENV_FILE-} ]]; then
    export CLAUDE_ENV_FILE="$CODEX_ENV_SHIM_CLAUDE_ENV_FILE"
    unset CODEX_ENV_SHIM_CLAUDE_ENV_FILE
    . "$CLAUDE_ENV_FILE"
    __codex_env_foreign=keep
  else
    __codex_env_foreign=''
  fi
  case ${BASH_EXECUTION_STRING-}${ZSH_EXECUTION_STRING-} in
  *"if [ -r \"@shells@/claude.sh\" ]; then . \"@shells@/claude.sh\"; fi"*' && eval '*) unset __codex_env_foreign ;;
  *) . "@shells@/claude.sh" "$__codex_env_foreign" ;;
  esac
  return
fi
if [[ ${ZSH_VERSION-} ]]; then
  . "@shells@/wrapped/claude.zsh"
  return
fi

# bash. What the user's ~/.bashrc set is in force here, its aliases too: that is held until the end. (An alias acts where a line is parsed.)
{ . "@shells@/hook/hold.bash" hold "$-" "$_"; } 2>&-
__codex_env_aliases=''
case ${BASHOPTS-} in
*expand_aliases*)
  shopt -u expand_aliases
  __codex_env_aliases=1
  ;;
esac

. "@shells@/hook/clear.bash" ' last flags aliases '
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
  [[ $? == 3 ]] || . "@shells@/find/search.sh"
fi
if [[ $__codex_env_again == inside ]]; then
  unset -v __codex_env_wrap __codex_env_wrap_from
else
  if [[ ${__codex_env_wrap-} ]]; then export CODEX_ENV_SHIM_ROUTE=inside; fi
  __codex_env_text=$BASH_EXECUTION_STRING
  . "@shells@/record/unwrap.sh"
  # The search for a plan may have set it anew; usual.bash must leave the end to us.
  __codex_env_cleared=unusual
  . "@shells@/record/usual.bash"
fi
if [[ $__codex_env_aliases ]]; then shopt -s expand_aliases; fi
. "@shells@/hook/hold.bash" release

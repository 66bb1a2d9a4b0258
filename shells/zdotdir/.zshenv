# The zsh route: zsh reads this file because ZDOTDIR names its folder. The plain case is `zsh -c CMD`, a login shell or none, with no option
# that would trace it, fail it or export what it sets, with no .zshenv of the user's, and with a fresh and plain plan or none. It loads no
# module, and of the user's options none is in force in it. The rest: unusual.zsh.
if { __codex_env_last=$_
  [[ ${ZSH_EXECUTION_STRING+c}$# == c0 && $- != *[aefinrtuvx]* && $ZSH_EXECUTION_STRING != __CODEX_SNAPSHOT_* && $PWD == /* && ! $CODEX_ENV_SHIM && $CODEX_ENV_SHIM_ROUTE != start:* &&
    ! -r ${CODEX_ENV_SHIM_ZDOTDIR:-$HOME}/.zshenv ]] && ((FUNCNEST < 0 || FUNCNEST > 20)) || ! . "@shells@/hook/hold.zsh"; } 2>/dev/null && () {
  # As the plan is read elsewhere, too.
  emulate -L sh -o no_posix_builtins
  local IFS='' __codex_env_dir=$PWD __codex_env_purpose='' __codex_env_stale='' __codex_env_plan='' __codex_env_json=''
  . "@shells@/find/plan.sh" # inline
  # The plan of no project leaves a login shell its profiles.
  if [[ $?$__codex_env_dir != 3/* ]]; then
    if [[ -e $__codex_env_dir/.codex/env.ini || -o login ]]; then
      unset __codex_env_held __codex_env_nest
      return 1
    fi
    __codex_env_json='"project":null,"plan":null,"state":"none"'
  fi
  local __codex_env_route=${CODEX_ENV_SHIM_ROUTE:-hook}
  . "@shells@/hook/disclaim.zsh" # inline
  . "@shells@/record/record.zsh" # inline
  # What a declared project's login shell would read next is left out, and our .zlogin is its last file.
  if [[ -o login ]]; then
    export ZDOTDIR="@shells@/zdotdir/skip"
  else
    if [[ $CODEX_ENV_SHIM_ZDOTDIR ]]; then export ZDOTDIR=$CODEX_ENV_SHIM_ZDOTDIR; fi
    unset __codex_env_last CODEX_ENV_SHIM_ZDOTDIR
    : "$1"
  fi
} "$__codex_env_last"; then
  # An option set in the function would end with it.
  if [[ $ZDOTDIR == "@shells@/zdotdir/skip" && -o global_rcs ]]; then
    __codex_env_global_rcs=1
    unsetopt global_rcs
  fi
else
  . "@shells@/hook/unusual.zsh"
fi

# The zsh route: zsh reads this file because ZDOTDIR names its folder.

# The plain case is `zsh -c CMD`, a login shell or none, with no option that would trace it, fail it or export what it sets, with no .zshenv of the
# user's, and with a fresh and plain plan or none. It loads no module, and of the user's options none is in force in it.
# In any other case hook.zsh holds the options that would trace us, and unusual.zsh goes on.
if { __codex_env_last=$_
  [[ ${ZSH_EXECUTION_STRING+c}$# == c0 && $- != *[aefinrtuvx]* && $ZSH_EXECUTION_STRING != __CODEX_SNAPSHOT_* && $PWD == /* && ! $CODEX_ENV_SHIM && $CODEX_ENV_SHIM_ROUTE != start:* &&
    ! -r ${CODEX_ENV_SHIM_ZDOTDIR:-$HOME}/.zshenv ]] && ((FUNCNEST < 0 || FUNCNEST > 20)) || ! . "@shells@/hook.zsh" hold; } 2>/dev/null && () {
  # As the plan is read elsewhere, too.
  emulate -L sh -o no_posix_builtins
  local IFS='' __codex_env_dir=$PWD __codex_env_purpose='' __codex_env_stale='' __codex_env_plan='' __codex_env_json=''
  . "@shells@/find/find.sh" # inline
  # The plan of no project leaves a login shell its profiles.
  if [[ $?$__codex_env_dir != 3/* ]]; then
    if [[ -e $__codex_env_dir/.codex/env.ini || -o login ]]; then
      unset __codex_env_held __codex_env_nest
      return 1
    fi
    __codex_env_json='"project":null,"plan":null,"state":"none"'
  fi

  # Our own variables leave the environment, but for the user's ZDOTDIR, which comes last.
  local __codex_env_route=${CODEX_ENV_SHIM_ROUTE:-hook}
  unset ZDOTDIR CODEX_ENV_SHIM_ROUTE CODEX_ENV_SHIM_LEVEL
  if [[ $BASH_ENV == "@shells@/hook.bash" ]]; then unset BASH_ENV; fi
  if [[ $CODEX_ENV_SHIM_BASH_ENV ]]; then
    export BASH_ENV=$CODEX_ENV_SHIM_BASH_ENV
    unset CODEX_ENV_SHIM_BASH_ENV
  fi

  # Record, the plain case: a command of Codex's that is short, of printable characters and newlines. In a locale that is not UTF-8 it is of ASCII.
  # The line is the one that record.sh, which has the rest, would have written.
  # (A limit on file sizes must not kill the command, and zsh forgets that a signal was ignored before it began once it has a trap for it.)
  local __codex_env_text=$PWD$ZSH_ARGZERO$CODEX_THREAD_ID$CODEX_SESSION_ID$CODEX_TOOL_CALL_ID __codex_env_clock='' __codex_env_log="@state@/audit.jsonl" \
    __codex_env_command=$ZSH_EXECUTION_STRING
  [[ $CODEX_THREAD_ID && ${#__codex_env_text} -le 700 && $__codex_env_text != *[\"\\]* && $__codex_env_text != *[^\ -~]* &&
    ($__codex_env_command != *[^\ -~$'\n']* && ${#__codex_env_command} -le 1000 ||
    ${#__codex_env_command} -le 500 && $'\xe4\xb8\x80' == ? && $__codex_env_command != *[^[:print:]$'\n']*) &&
    -w $__codex_env_log ]] && {
    if [[ $__codex_env_command == *[\"\\$'\n']* ]]; then
      __codex_env_command=${__codex_env_command//\\/\\\\}
      __codex_env_command=${__codex_env_command//\"/\\\"}
      __codex_env_command=${__codex_env_command//$'\n'/\\n}
    fi
    if [[ ! -r /proc/self/stat ]] || () {
      emulate -L zsh
      # proc(5): the signals that are ignored are its 33rd field. From behind a front is cut off in no time.
      local text="$(</proc/self/stat)"
      local -a fields=(${(s: :)text#${text%%\) *}})
      ((!(fields[32] & 0x1000000)))
    }; then trap '' XFSZ; fi
    __codex_env_text=${(%):-%D{%FT%T%z%s.%6.}}
    if [[ $__codex_env_text != *+0000* ]]; then
      () {
        local -x TZ=UTC0
        __codex_env_text=${(%):-%D{%FT%T%z%s.%6.}}
      }
    fi
    __codex_env_clock=${__codex_env_text:24}
    . "@shells@/record/print.bash" # inline route=$__codex_env_route shell=zsh argv=$ZSH_ARGZERO command=$__codex_env_command cwd=$PWD agent=codex thread=$CODEX_THREAD_ID session=$CODEX_SESSION_ID call=$CODEX_TOOL_CALL_ID
  } || {
    () {
      emulate -L zsh -o extended_glob
      # What record.sh reads, the environment must not say.
      unset -m '__codex_env_^(last|json|route)'
      . "@shells@/hook.zsh" functions
    }
    __codex_env_record_all
    unset -f -m '__codex_env_*'
    unset __codex_env_name __codex_env_shell __codex_env_time __codex_env_wrapper
  }

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

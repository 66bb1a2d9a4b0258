# shellcheck shell=bash
# Where find.sh has not applied a plan: no project is declared here, or a plan is missing, stale or not plain, a nearer project is not allowed, or
# a login profile must be undone. __codex_env_purpose says what the caller wants: '' or `one-by-one` apply, `profile` undo the login profile first, `plan`
# find it for another to apply, `peek` only look.

# A plan that was cut off in a pattern leaves bash looking for the end of that, and blind for reserved words: this parenthesis is the end.
__codex_env_close() { :; }
unset -f __codex_env_close
# No project: then only a launcher and the prefix go on, where there are settings of the user's. What follows a `return` is not parsed.
if [[ ! -e $__codex_env_dir/.codex/env.ini && ! ((${__codex_env_real-} || ${__codex_env_route-} == prefix) && -e "@config@/config.ini") ]]; then
  __codex_env_json='"project":null,"plan":null,"state":"none"'
  return 0
fi
if [[ ! ${__codex_env_cleared-} ]]; then . "@shells@/hook/clear.bash" plain; fi

# Goes up from the declaration that was found to the first one whose plan may be applied.
__codex_env_search() {
  # FUNCNEST of the environment must not keep these functions from calling each other.
  local want=${__codex_env_purpose-} FUNCNEST=-1
  while :; do
    if [[ -e $__codex_env_dir/.codex/env.ini ]] && __codex_env_consult; then
      if [[ $want == peek ]]; then
        # Who applies it must find out anew what has become of it.
        unset -v __codex_env_stale
        return 0
      fi
      if [[ ($__codex_env_state == last-good || $__codex_env_state == failed) && $__codex_env_refuse ]]; then
        __codex_env_state=refused
        __codex_env_restate
        __codex_env_refused="refused: ${__codex_env_problem% (the last good plan stays in force)}"
        __codex_env_refused=${__codex_env_refused% (nothing of it is applied)}
      elif [[ $want != plan ]]; then
        __codex_env_apply "$want"
      elif [[ $__codex_env_state == last-good ]]; then
        __codex_env_restate
      fi
      return 0
    fi
    if [[ $__codex_env_dir != /* ]]; then break; fi
    __codex_env_dir=${__codex_env_dir%/*}
  done
  if [[ ! ${__codex_env_untrusted_json-} && (${__codex_env_real-} || ${__codex_env_route-} == prefix) ]]; then __codex_env_consult_settings; fi
  # Nothing is applied; the audit line names the project that failed, or else the nearest one that is not allowed.
  unset -v __codex_env_login
  __codex_env_json=${__codex_env_untrusted_json-'"project":null,"plan":null,"state":"none"'}
  __codex_env_unapplied=1
}

# Reads the head of this directory's plan, made again first if it is stale; succeeds if it may be applied.
__codex_env_consult() {
  __codex_env_update
  if [[ $__codex_env_problem ]]; then
    __codex_env_tell
    __codex_env_said=${__codex_env_said:-$__codex_env_problem} __codex_env_extras=1
  fi
  case $__codex_env_state in
  fresh | last-good) return 0 ;;
  failed)
    if [[ $__codex_env_refuse ]]; then return 0; fi
    # It is the one that counts here, and there is nothing to apply: what is declared above is another project's.
    __codex_env_untrusted_json=$__codex_env_json __codex_env_dir=''
    ;;
  untrusted) __codex_env_untrusted_json=${__codex_env_untrusted_json:-$__codex_env_json} ;;
  esac
  return 1
}

# Prints what is wrong with this directory's declaration on stderr, each thing once a day; silent where that cannot be noted.
__codex_env_tell() {
  local today='' noted='' told='' now=''
  if [[ ${ZSH_VERSION-} ]]; then
    __codex_env_tell_zsh_time
    today=${now%T*}
  else
    printf -v today '%(%F)T' -1 2>/dev/null || today=$(command -p date +%F)
  fi
  noted="@plans@$__codex_env_dir/@plan/told-$today"
  if [[ -r $noted ]]; then
    while IFS='' read -r told; do
      if [[ $told == "$__codex_env_problem" ]]; then return; fi
    done <"$noted"
  fi
  if { printf '%s\n' "$__codex_env_problem" >>"$noted"; } 2>/dev/null; then
    printf 'codex-env-shim: %s\n' "$__codex_env_problem" >&2
  fi
}

# What the user's settings ask of a command for which nothing is declared stands in the plan of no project. It must not keep one from running.
__codex_env_consult_settings() {
  if [[ -e /.codex/env.ini || ! -e "@config@/config.ini" ]]; then return; fi
  __codex_env_dir=''
  __codex_env_update
  __codex_env_problem=''
}

# Reads the head of this directory's plan, made again first if that is needed.
__codex_env_update() {
  __codex_env_check
  if [[ $? -eq 1 ]]; then
    . "@shells@/find/renew.sh" all
    __codex_env_renew
  fi
}

# 1: this directory has no plan of ours, a damaged one, or a stale one; else its head is read.
__codex_env_check() {
  local declaration=$__codex_env_dir/.codex/env.ini
  __codex_env_plan="@plans@$__codex_env_dir/@plan/posix.sh"
  __codex_env_state=none __codex_env_login=suppress __codex_env_problem='' __codex_env_refuse='' __codex_env_purpose=head
  if [[ ! -O $__codex_env_plan ]] || ! __codex_env_is_whole; then return 1; fi
  if [[ ! ${__codex_env_stale-} ]]; then
    if [[ ! $__codex_env_plan -nt $declaration || ! $__codex_env_plan -nt ${declaration%/*} ||
      "@config@/config.ini" -nt $__codex_env_plan ]]; then return 1; fi
  fi
  . "$__codex_env_plan" && __codex_env_state=fresh
}

# A plan is written whole or not at all; one that something else has cut off or overwritten must not be half applied. Its last line
# says what it is; that of a link to another project's plan sources that.
__codex_env_is_whole() {
  local text='' first='[[{:c]' mark=$'\n# codex-env-shim plan, format 4, of "'
  { IFS='' read -r -d '' text <"$__codex_env_plan"; } 2>/dev/null
  # shellcheck disable=SC2053 # a pattern
  if [[ $text == $first*$'\n. "$__codex_env_plan"\n' ]]; then return 0; fi
  # shellcheck disable=SC2053
  if [[ $text != $first*$'\nreturn 3\n}'$mark*$'"\n' ]]; then return 1; fi
  if [[ ${__codex_env_shell-} != fish ]]; then return 0; fi
  { IFS='' read -r -d '' text <"${__codex_env_plan%/*}/plan.fish"; } 2>/dev/null
  [[ $'\n'$text == *"$mark"*$'"\n' ]]
}

# The plan calls itself what it was when it was made; the audit line says what has become of it.
__codex_env_restate() {
  __codex_env_json=${__codex_env_json/\"state\":\"fresh\"/\"state\":\"$__codex_env_state\"}
  __codex_env_json=${__codex_env_json/\"state\":\"last-good\"/\"state\":\"$__codex_env_state\"}
  __codex_env_json=${__codex_env_json/\"state\":\"failed\"/\"state\":\"$__codex_env_state\"}
}

__codex_env_apply() {
  if [[ ${__codex_env_login_flag-} && $__codex_env_login != suppress && $__codex_env_shell == bash ]]; then
    # A launcher that was asked for a login shell: only the hook inside it can act after its profiles.
    __codex_env_handover=1
    return
  fi
  if [[ $1 == profile && $__codex_env_login != allow ]]; then
    # hook.zsh has zsh's.
    if [[ $__codex_env_shell == bash ]]; then . "@shells@/profile/profile.bash"; fi
    __codex_env_undo_profile
    if [[ $__codex_env_shell == bash ]]; then unset -f __codex_env_undo_profile; fi
    __codex_env_extras=1
  fi
  __codex_env_purpose=apply
  . "$__codex_env_plan"
  if [[ $__codex_env_state == last-good ]]; then __codex_env_restate; fi
}

__codex_env_cleared=1
__codex_env_search
unset -f __codex_env_search __codex_env_restate __codex_env_consult __codex_env_consult_settings __codex_env_update __codex_env_check __codex_env_is_whole __codex_env_apply __codex_env_renew __codex_env_tell 2>/dev/null

# shellcheck shell=bash
# Says on stderr what is wrong with this directory's declaration, each thing once a day; silent where that cannot be noted.
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

# shellcheck shell=bash
# Says on stderr what is wrong with this directory's declaration, once a project and day; silent where that cannot be noted.
__codex_env_tell() {
  local today='' noted=''
  printf -v today '%(%F)T' -1 2>/dev/null || today=$(command -p date +%F)
  noted="@plans@$__codex_env_dir/@plan/told-$today"
  if [[ ! -e $noted ]] && { : >"$noted"; } 2>/dev/null; then
    printf 'codex-env-shim: %s\n' "$__codex_env_problem" >&2
  fi
}

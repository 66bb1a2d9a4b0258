# shellcheck shell=bash
# The outer shell of Codex's shell snapshot: `SHELL -c '…; . snapshot; …; exec SHELL -c CMD'` replays the exports of a profile that ran
# when the session began, and the inner shell can no longer tell what the agent passed. Where profiles are suppressed the replay
# is left out: this shell becomes the inner one at once. Elsewhere it goes on, and the inner shell acts. Fails where the text is not, as a whole, Codex's own:
# then it is a command like any other. In: __codex_env_text.

# Is the text, as a whole, what Codex (seen in 0.169.0) has the outer shell of its snapshot do? Nothing but Codex's own can be in such a text: it is
# made again from the names and paths in it, and compared. The shell that follows must be one that has our hook or is a launcher.
# Succeeds with __codex_env_inner_shell and __codex_env_inner, the command of the inner shell.
# shellcheck disable=SC2016 # Codex's text
__codex_env_is_snapshot() {
  local LC_ALL=C IFS=$'\n' line='' head='' file='' names='' proxies='' path='' made='' blocks='' quote="'" quoted="'\"'\"'" rest=''
  head=${__codex_env_text%%$'\nexec '*}
  rest=${__codex_env_text:${#head}+6}
  if [[ $rest != \'*"' -c '"*\' ]]; then return 1; fi
  __codex_env_inner_shell=${rest#\'}
  __codex_env_inner_shell=${__codex_env_inner_shell%%"' -c '"*}
  __codex_env_inner=${rest:${#__codex_env_inner_shell}+7}
  __codex_env_inner=${__codex_env_inner%\'}
  if [[ "'$__codex_env_inner_shell' -c '$__codex_env_inner'" != "$rest" || $__codex_env_inner_shell == *\'* ||
    ${__codex_env_inner//"$quoted"/} == *\'* ]]; then return 1; fi
  __codex_env_inner=${__codex_env_inner//"$quoted"/$quote}
  for line in $head; do
    case $line in
    '__CODEX_SNAPSHOT_OVERRIDE_SET_'*'="${'*'+x}"')
      line=${line%'+x}"'}
      names=$names${line#*'{'}$'\n'
      ;;
    '__CODEX_SNAPSHOT_PROXY_OVERRIDE_SET_'*'="${'*'+x}"')
      line=${line%'+x}"'}
      proxies=$proxies${line#*'{'}$'\n'
      ;;
    "if . '"*)
      file=${line#"if . '"}
      file=${file%"' >/dev/null 2>&1; then :; fi"}
      break
      ;;
    esac
  done
  # No name and no path can be anything but that.
  case $names$proxies in *[!A-Za-z0-9_$'\n']*) return 1 ;; esac
  case $file in *\'* | *$'\n'*) return 1 ;; */shell_snapshots/[0-9a-f-]*.sh) ;; *) return 1 ;; esac
  case ${file##*/shell_snapshots/} in *[!0-9a-f.sh-]*) return 1 ;; esac
  __codex_env_is_ours || return 1
  __codex_env_add_overrides OVERRIDE "$names"
  line=$blocks blocks=''
  __codex_env_add_overrides PROXY_OVERRIDE "$proxies"
  made=$made'__CODEX_SNAPSHOT_PROXY_ENV_SET="${CODEX_NETWORK_PROXY_ACTIVE+x}"

'"if . '$file' >/dev/null 2>&1; then :; fi

$line"'if [ -n "$__CODEX_SNAPSHOT_PROXY_ENV_SET" ] || [ -n "${CODEX_NETWORK_PROXY_ACTIVE+x}" ]; then
'$blocks'fi
'
  if [[ $made == "$head" ]]; then return 0; fi
  rest=${head:${#made}}
  path=${rest#"if [ -n \"\${PATH:-}\" ]; then export PATH='"}
  path=${path%%\'*}
  [ "$made"'if [ -n "${PATH:-}" ]; then export PATH='"'$path':\"\$PATH\"; else export PATH='$path'; fi
" = "$head" ]
}

# Adds to `made` what keeps the values of the variables $2, and to `blocks` what brings them back; $1 is in the names of the copies.
__codex_env_add_overrides() {
  local name='' index=0 copy='' set=''
  for name in $2; do
    set=__CODEX_SNAPSHOT_${1}_SET_$index copy=__CODEX_SNAPSHOT_${1}_$index index=$((index + 1))
    made="$made$set=\"\${$name+x}\"
$copy=\"\${$name-}\"
"
    blocks="${blocks}if [ -n \"\${$set}\" ]; then
  if [ -z \"\${$name+x}\" ] || [ \"\${$name-}\" != \"\${$copy}\" ]; then export $name=\"\${$copy}\"; else export $name; fi
else builtin unset $name 2>/dev/null || command unset $name; fi
builtin unset $set $copy 2>/dev/null || command unset $set $copy
"
  done
}

# Does the inner shell come to us again: is it a launcher of ours, or a shell that the override gives the hook back to?
__codex_env_is_ours() {
  local kept=$'\n'$names
  case ${__codex_env_inner_shell##*/} in
  bash | zsh | sh) if [[ $__codex_env_inner_shell -ef "@shells@/${__codex_env_inner_shell##*/}" ]]; then return 0; fi ;;
  esac
  case ${__codex_env_inner_shell##*/} in
  bash) [[ ${BASH_ENV-} == "@shells@/hook.bash" && $__codex_env_inner_shell -ef "@bash@" && $kept == *$'\nBASH_ENV\n'* ]] ;;
  zsh) [[ ${ZDOTDIR-} == "@shells@/zdotdir" && $__codex_env_inner_shell -ef "@zsh@" && $kept == *$'\nZDOTDIR\n'* ]] ;;
  *) return 1 ;;
  esac
}

{
  __codex_env_is_snapshot
  __codex_env_shape=$?
} 2>/dev/null
unset -f __codex_env_is_snapshot __codex_env_add_overrides __codex_env_is_ours
if [[ $__codex_env_shape == 0 ]]; then
  __codex_env_cleared=1 __codex_env_purpose=peek __codex_env_dir=/${PWD#/}
  . "@shells@/find/find.sh" || [[ $? == 3 ]] || . "@shells@/find/search.sh"
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

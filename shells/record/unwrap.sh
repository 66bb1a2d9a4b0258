# shellcheck shell=bash
# For bash and zsh: what the model asked for, cut out of the text that an agent puts around it. Only the agent's own whole shape is cut; of
# any other text nothing is. In: __codex_env_text. Out: where it has such a shape, __codex_env_wrapper (whose), __codex_env_command, and
# __codex_env_json with the wrapper in front.
# Seen in Claude Code 2.1.197 and 2.1.332, and in Gemini CLI 0.61.0.

__codex_env_unwrap() {
  # Bytes, and no second look at a text: bash takes time with the square of the length to cut a front off.
  local LC_ALL=C text=$__codex_env_text front='' word='' overruled='' quote="'" quoted="'\"'\"'"
  case $text in
  *' && eval '*' && pwd -P >| '*) __codex_env_unwrap_claude ;;
  'shopt -u promptvars nullglob extglob nocaseglob dotglob; _bgpids_file='*) __codex_env_unwrap_gemini ;;
  esac
  if [[ ! ${__codex_env_wrapper-} ]]; then return; fi
  __codex_env_json=${__codex_env_json:-'"project":null,"plan":null,"state":"none"'}
  if [[ $__codex_env_json != *'"PATH"'* ]]; then overruled=''; fi
  __codex_env_json="\"wrapper\":\"$__codex_env_wrapper\",$overruled$__codex_env_json"
}

# source SNAPSHOT … && shopt … && eval WORD [< /dev/null] && pwd -P >| FILE, the words as Claude Code quotes them.
__codex_env_unwrap_claude() {
  word=${text##*' && pwd -P >| '}
  case $word in
  "'"*"'") case ${word#?} in *"'"?*) return ;; esac ;;
  '' | *[!A-Za-z0-9_./:=@+,-]*) return ;;
  esac
  text=${text%' && pwd -P >| '*}
  front=${text%%' && eval '*}
  case $front in
  *'shopt -u extglob'* | *'setopt NO_EXTENDED_GLOB'*) ;;
  *) return ;;
  esac
  word=${text:${#front}+9}
  word=${word%' < /dev/null'}
  case $word in
  "'"*"'")
    word=${word#?}
    word=${word%?}
    case $word in
    *"'"*)
      case ${word//"$quoted"/} in *"'"*) return ;; esac
      word=${word//"$quoted"/$quote}
      ;;
    esac
    ;;
  '' | *[!A-Za-z0-9_./:=@+,-]*) return ;;
  esac
  __codex_env_wrapper=claude __codex_env_command=$word
  # The snapshot replaces PATH after us, unless it is our line behind it that records this.
  case $front in
  *"@shells@/claude.sh"*) ;;
  'source '*) overruled='"overruled":["PATH"],' ;;
  esac
}

# shopt -u …; _bgpids_file=FILE⏎(⏎  trap … EXIT⏎TEXT⏎)⏎__code=$?⏎exit $__code
# shellcheck disable=SC2016 # its own text
__codex_env_unwrap_gemini() {
  local end='
)
__code=$?
exit $__code' begin='
(
  trap '"'"'jobs -p > "$_bgpids_file"'"'"' EXIT
'
  front=${text%%"$begin"*}
  case $front in
  "$text" | *'
'*) return ;;
  esac
  case $text in
  *"$end") text=${text%"$end"} ;;
  *) return ;;
  esac
  __codex_env_wrapper=gemini __codex_env_command=${text:$((${#front} + ${#begin}))}
}

unset -v __codex_env_wrapper
__codex_env_unwrap
unset -f __codex_env_unwrap __codex_env_unwrap_claude __codex_env_unwrap_gemini

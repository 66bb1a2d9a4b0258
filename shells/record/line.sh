# shellcheck shell=bash
# The line of an unusual command, for bash and zsh: any bytes, any length, no clock. Sets __codex_env_line, at most 4095 bytes, and where the command
# is longer than that, __codex_env_beside: the name of the file for its whole text. docs/audit.md describes the line.

__codex_env_make_line() {
  local text='' list='' line='' now='' head='' room=0
  for text in "$__codex_env_name" "$@"; do
    if ((${#list} > 800)); then
      line=',"argv_cut":true'
      break
    fi
    __codex_env_quote "${text:0:800}"
    list=$list${list:+,}$text
  done
  __codex_env_quote "${PWD:0:700}"
  line=",\"argv\":[$list]$line,\"cwd\":$text,\"shell\":\"$__codex_env_shell\",\"route\":\"$__codex_env_route\",\"pid\":$$,\"ppid\":$PPID"
  __codex_env_tell_agent
  line="$line,${__codex_env_json:-\"project\":null,\"plan\":null,\"state\":\"none\"}"
  if [[ ${__codex_env_undone_restored-}${__codex_env_undone_removed-} ]]; then
    line="$line,\"profile_restored\":\"${__codex_env_undone_restored# }\",\"profile_removed\":\"${__codex_env_undone_removed# }\""
  fi
  if [[ ${__codex_env_said-} ]]; then
    __codex_env_quote "${__codex_env_said:0:400}"
    line="$line,\"problem\":$text"
  fi
  __codex_env_tell_time
  __codex_env_cut
  __codex_env_line="{\"time\":\"$now\",\"command\":$text$line}"
}

# Sets `text` to the command as a JSON string, or to as much of it as a line has room for: a line is one write() only up to the
# shell's buffer of 4096 bytes.
__codex_env_cut() {
  room=$((3900 - ${#line})) head=${command:0:$((3900 - ${#line}))}
  __codex_env_quote "$head"
  if ((${#text} > room)); then
    head=${head:0:$((room / 6))}
    __codex_env_quote "$head"
  fi
  if ((${#head} < ${#command})); then
    while [[ $head == *[$'\x80'-$'\xbf'] ]]; do head=${head%?}; done
    head=${head%[$'\xc0'-$'\xff']}
    __codex_env_quote "$head"
    __codex_env_beside=${now//:/}-$$.txt
    text="$text,\"command_file\":\"$__codex_env_beside\",\"command_bytes\":${#command}"
  fi
}

# Adds to `line` the agent, and its own ids.
__codex_env_tell_agent() {
  local text='' __codex_env_agent='' __codex_env_thread='' __codex_env_session='' __codex_env_call=''
  . "@shells@/record/agent.sh" # inline
  line="$line,\"agent\":\"$__codex_env_agent\""
  __codex_env_quote "$__codex_env_thread"
  line="$line,\"thread\":$text"
  __codex_env_quote "$__codex_env_session"
  line="$line,\"session\":$text"
  __codex_env_quote "$__codex_env_call"
  line="$line,\"tool_call\":$text"
}

# Sets `text` to $1 as a JSON string. Bytes that are not UTF-8 become lone surrogates \udc80…\udcff, as Python's surrogateescape
# (PEP 383) does, so that nothing is lost.
__codex_env_quote() {
  local byte='' code='' odd='[[:cntrl:]]'
  text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  if [[ $text == *[!\ -~]* ]]; then
    text=${text//$'\n'/\\n}
    if ! __codex_env_is_utf8; then odd=$'[[:cntrl:]\x80-\xff]'; fi
    # shellcheck disable=SC2053 # a pattern
    while [[ $text == *$odd* ]]; do
      # shellcheck disable=SC2295 # a pattern
      byte=${text#"${text%%$odd*}"}
      byte=${byte:0:1}
      printf -v code '%d' "'$byte"
      code=$((code & 255))
      printf -v code '\\u%04x' "$((code < 128 ? code : code + 0xdc00))"
      text=${text//"$byte"/$code}
    done
  fi
  text=\"$text\"
}

# Is `text` valid UTF-8 (RFC 3629, section 4)? Every whole sequence is blanked; what is left over is not valid.
__codex_env_is_utf8() {
  local rest=$text
  if [[ $rest != *[$'\x80'-$'\xff']* ]]; then return 0; fi
  rest=${rest//[$'\xc2'-$'\xdf'][$'\x80'-$'\xbf']/ }
  rest=${rest//[$'\xe1'-$'\xec'$'\xee\xef'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xe0'[$'\xa0'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xed'[$'\x80'-$'\x9f'][$'\x80'-$'\xbf']/ }
  rest=${rest//[$'\xf1'-$'\xf3'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xf0'[$'\x90'-$'\xbf'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  rest=${rest//$'\xf4'[$'\x80'-$'\x8f'][$'\x80'-$'\xbf'][$'\x80'-$'\xbf']/ }
  [[ $rest != *[$'\x80'-$'\xff']* ]]
}

# Sets `now`: RFC 3339, UTC, microseconds, and __codex_env_clock: the seconds since 1970. bash before 5 has no clock of its own.
__codex_env_tell_time() {
  __codex_env_clock=${EPOCHREALTIME-}
  if [[ ${ZSH_VERSION-} ]]; then
    __codex_env_tell_zsh_time
  elif [[ $__codex_env_clock ]]; then
    TZ=UTC0 printf -v now '%(%FT%T)T.%sZ' "${__codex_env_clock%[.,]*}" "${__codex_env_clock#*[.,]}"
  else
    now=$(TZ=UTC0 command -p date +%FT%TZ)
  fi
}

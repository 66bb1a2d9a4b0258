# shellcheck shell=bash
# Record, for bash and zsh, where record.bash is not enough: any bytes, any length, no clock, no writable log, a refusal.
# In: the command in BASH_EXECUTION_STRING or __codex_env_command, __codex_env_name, _shell, _route, _json, the arguments as "$@". The line is described in docs/audit.md.

__codex_env_record() {
  # Bytes, not characters: a line is cut and checked by bytes.
  local LC_ALL=C IFS=' ' command=${__codex_env_command-${BASH_EXECUTION_STRING-$0}} text='' list='' line='' now='' agent=''
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
  __codex_env_name_agent
  line="$line,\"agent\":\"$agent\""
  __codex_env_quote "${CODEX_THREAD_ID-}"
  line="$line,\"thread\":$text"
  __codex_env_quote "${CODEX_SESSION_ID-}"
  line="$line,\"session\":$text"
  __codex_env_quote "${CODEX_TOOL_CALL_ID-}"
  line="$line,\"tool_call\":$text,${__codex_env_json-\"project\":null,\"plan\":null,\"state\":\"none\"}"
  if [[ ${__codex_env_undone_restored-}${__codex_env_undone_removed-} ]]; then
    line="$line,\"profile_restored\":\"${__codex_env_undone_restored# }\",\"profile_removed\":\"${__codex_env_undone_removed# }\""
  fi
  if [[ ${__codex_env_said-} ]]; then
    __codex_env_quote "${__codex_env_said:0:400}"
    line="$line,\"problem\":$text"
  fi
  __codex_env_tell_time
  __codex_env_write "@state@" || __codex_env_spool || __codex_env_lose
}

# Appends the line to the log in directory $1. A line is one write() only up to the shell's buffer of 4096 bytes: a longer command
# keeps its head in the line, and its whole text stands beside the log.
__codex_env_write() {
  local log=$1/audit.jsonl room=$((3900 - ${#line})) head='' beside=''
  if [[ ! -f $log || ! -O $log || ! -w $log ]]; then return 1; fi
  head=${command:0:$room}
  __codex_env_quote "$head"
  if ((${#text} > room)); then
    head=${head:0:$((room / 6))}
    __codex_env_quote "$head"
  fi
  if ((${#head} < ${#command})); then
    while [[ $head == *[$'\x80'-$'\xbf'] ]]; do head=${head%?}; done
    head=${head%[$'\xc0'-$'\xff']}
    __codex_env_quote "$head"
    beside=${now//:/}-$$.txt
    printf '%s' "$command" >"$1/commands/$beside" || return 1
    beside=",\"command_file\":\"$beside\",\"command_bytes\":${#command}"
  fi
  printf '%s\n' "{\"time\":\"$now\",\"command\":$text$beside$line}" >>"$log"
} 2>/dev/null

# The sandbox has made the log read-only: a spool where it may write, merged by the next `codex-env-shim log`.
__codex_env_spool() {
  local spool=${TMPDIR:-/tmp}/codex-env-shim-$UID
  if [[ ! -e $spool/audit.jsonl && -w ${TMPDIR:-/tmp} ]]; then
    (umask 077 && command -p mkdir -p "$spool/commands" && : >>"$spool/audit.jsonl")
  fi
  if [[ ! -O $spool || -L $spool ]]; then return 1; fi
  __codex_env_write "$spool"
} 2>/dev/null

# Nothing could be written. The command runs all the same, unless the user's settings say `[audit] required = true`.
__codex_env_lose() {
  if [[ -e "@config@/config.ini" ]] && CODEX_ENV_SHIM_CONFIG="@config@" NODE_OPTIONS='' NODE_PATH='' \
    "@node@" "@data@/dist/shell-call.cjs" audit-required </dev/null >/dev/null 2>&1; then
    __codex_env_refused='refused: the audit log @state@/audit.jsonl cannot be written, and @config@/config.ini requires it'
  fi
}

__codex_env_name_agent() {
  if [[ ${CODEX_THREAD_ID+set} ]]; then
    agent=codex
  elif [[ ${CLAUDECODE+set} ]]; then
    agent=claude
  elif [[ ${GEMINI_CLI+set} ]]; then
    agent=gemini
  elif [[ ${CURSOR_AGENT+set} ]]; then
    agent=cursor
  elif [[ ${CODEX_CI+set}${CODEX_SANDBOX_NETWORK_DISABLED+set}${CODEX_MANAGED_BY_NPM+set} ]]; then
    agent=codex
  fi
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

# Sets `now`: RFC 3339, UTC, microseconds. bash before 5 has no clock of its own.
__codex_env_tell_time() {
  local clock=${EPOCHREALTIME-}
  if [[ ${ZSH_VERSION-} ]]; then
    __codex_env_tell_zsh_time
  elif [[ $clock ]]; then
    TZ=UTC0 printf -v now '%(%FT%T)T.%sZ' "${clock%[.,]*}" "${clock#*[.,]}"
  else
    now=$(TZ=UTC0 command -p date +%FT%TZ)
  fi
}

__codex_env_record "$@" 2>/dev/null
unset -f __codex_env_record __codex_env_write __codex_env_spool __codex_env_lose __codex_env_name_agent __codex_env_quote \
  __codex_env_is_utf8 __codex_env_tell_time
if [[ ${__codex_env_refused-} ]]; then
  printf 'codex-env-shim: %s\n' "$__codex_env_refused" >&2
  exit 125
fi
if [[ ${__codex_env_wrap-} ]]; then
  case $__codex_env_shell in
  zsh) . "@shells@/wrap.zsh" ;;
  *) . "@shells@/wrap.bash" ;;
  esac
fi

# shellcheck shell=bash
# Sends __codex_env_line to the collector (`codex-env-shim log --collect`), if one listens: a sandbox that makes the log read-only lets a
# FIFO be written. One that nobody reads would hold the command for ever: the collector renews its lease every second, and its guard
# takes the FIFO's name away at once when it dies. Sets __codex_env_sent. In: __codex_env_clock.
{
  __codex_env_now=${__codex_env_clock%[.,]*}
  if [[ $__codex_env_now && -p "@state@/collect.fifo" && -O "@state@/collect.fifo" ]] && read -r __codex_env_lease <"@state@/collect.lease" &&
    [[ $__codex_env_lease && $__codex_env_lease$__codex_env_now != *[!0-9]* && $__codex_env_lease -ge $__codex_env_now && $__codex_env_lease -le $((__codex_env_now + 3)) ]]; then
    if [[ ! ${__codex_env_beside-} ]] || __codex_env_send_text; then
      printf '%s\n' "$__codex_env_line" >"@state@/collect.fifo" && __codex_env_sent=1
    fi
  fi
} 2>&-

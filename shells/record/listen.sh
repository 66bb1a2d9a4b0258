# shellcheck shell=bash
# Does a collector (`codex-env-shim log --collect`) listen? A sandbox that makes the log read-only lets a FIFO be written; but one that
# nobody reads would hold the command for ever. So the collector renews its lease all the time, and its guard takes the FIFO's name away
# at once when it dies. A lease that is far ahead is of a clock that was set back; a little ahead it may be, for time has passed since
# __codex_env_clock was read. Succeeds with __codex_env_log set to the FIFO, and SIGPIPE held. In: __codex_env_clock, whole seconds or with a fraction.
{
  [[ $__codex_env_clock && -p "@state@/collect.fifo" && -O "@state@/collect.fifo" ]] && read -r __codex_env_log <"@state@/collect.lease" &&
    [[ $__codex_env_log && $__codex_env_log${__codex_env_clock%[.,]*} != *[!0-9]* ]] &&
    ((10#$__codex_env_log >= ${__codex_env_clock%[.,]*} && 10#$__codex_env_log <= ${__codex_env_clock%[.,]*} + 10)) &&
    { [[ ${held-PIPE} != *PIPE* ]] || trap '' PIPE; } && __codex_env_log="@state@/collect.fifo"
} 2>&-

# shellcheck shell=bash
# For plain.bash, where the local time is not UTC, or a second began while it was asked for. Asking for UTC by TZ makes bash build
# its environment once more, so the local time of another moment is told, whose digits are those of UTC now; only around a change of the
# clocks they are not.
# In and out: __codex_env_text, the time with its offset; in: __codex_env_clock.
__codex_env_zone=${__codex_env_text:19:5}
printf -v __codex_env_text '%(%FT%T%z)T' $((${__codex_env_clock%[.,]*} - ${__codex_env_zone%????}1 * (10#${__codex_env_zone:1:2} * 3600 + 10#${__codex_env_zone:3} * 60)))
if [[ $__codex_env_text != *"$__codex_env_zone" ]]; then TZ=UTC0 printf -v __codex_env_text '%(%FT%T%z)T' "${__codex_env_clock%[.,]*}"; fi
__codex_env_text=${__codex_env_text::19}+0000
unset -v __codex_env_zone

# shellcheck shell=bash
# How `start` is used: asked for (with 0), or because no agent was named.
__codex_env_usage='Usage: codex-env-shim start AGENT [ARG…]

Starts an agent whose commands run in the environment that their project declares, without changing its configuration.
AGENT is a program on PATH, or its path: codex, claude, opencode, gemini, qwen, copilot, or any other that runs its commands with bash or zsh.
Exit status: that of the agent; 127 not found.

Examples:
  codex-env-shim start gemini
  codex-env-shim start claude -p "run the tests"
  codex-env-shim start ~/bin/my-agent --verbose'
if [[ ${1-} == 0 ]]; then
  printf '%s\n' "$__codex_env_usage"
  exit 0
fi
printf '%s\n' "$__codex_env_usage" >&2
exit 64

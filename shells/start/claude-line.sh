# shellcheck shell=bash
if [ -r "@shells@/start/claude-command.sh" ]; then . "@shells@/start/claude-command.sh"; fi

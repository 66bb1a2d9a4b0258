# shellcheck shell=bash
# Claude Code: `enable claude` has each of its commands source this, in bash or zsh, after its snapshot of the user's shell (or, where it has
# none, after the login profiles) and before the text that the model asked for. The command goes on whatever happens here, so this succeeds.
if [[ ${ZSH_VERSION-} ]]; then . "@shells@/wrapped/claude.zsh"; else . "@shells@/wrapped/claude.bash"; fi

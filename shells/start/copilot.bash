# shellcheck shell=bash
# Copilot CLI drops BASH_ENV, and starts the bash that this names. Its login snapshot would put the values of the user's profile over those that it
# was started with.
export COPILOT_BASH_PATH="@shells@/bash" COPILOT_DISABLE_LOGIN_SHELL_ENV="${COPILOT_DISABLE_LOGIN_SHELL_ENV-1}"

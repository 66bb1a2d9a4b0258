# shellcheck shell=bash
# Gemini CLI, which in GitHub's CI takes every variable away that no settings allow: these are the lowest settings, and the user's add to them.
. "@shells@/start/any.bash" GEMINI_CLI
if [[ ${GITHUB_SHA-} && ! ${GEMINI_CLI_SYSTEM_DEFAULTS_PATH-} ]]; then export GEMINI_CLI_SYSTEM_DEFAULTS_PATH="@data@/dist/gemini-defaults.json"; fi

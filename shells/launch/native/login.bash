# shellcheck shell=bash
. "@shells@/launch/native/hook.bash" # inline login=-l

# shellcheck shell=bash
# Find, check, apply: the plain case, and where that is not enough.
. "@shells@/find/plan.sh" # inline
[[ $? == 3 ]] || . "@shells@/find/otherwise.sh"

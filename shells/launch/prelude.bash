# shellcheck shell=bash
# The prefix, where what it was started with stands in the way of the plain case: a closed descriptor 2 (bash leaves it open on the script
# it reads), names of ours in the environment, variables that bash takes from its caller for its own.
if [[ /dev/fd/2 -ef $0 ]]; then exec 2>&-; fi
. "@shells@/hook/clear.bash" ' last shell '
if [[ ${BASH_VERSINFO[0]} -ge 5 && ($SHLVL -lt 2 || $SHLVL -gt 998 || ${BASHOPTS@a}${SHELLOPTS@a}${IFS@a}${PS4@a}${OPTIND@a} == *x*) ]]; then . "@shells@/profile/inherit.bash"; fi

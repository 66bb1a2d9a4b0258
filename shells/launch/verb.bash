# shellcheck shell=bash
# What the command line can be besides `-- CMD…`; leaves that as the arguments.
case ${1-} in
--) . "@shells@/launch/usage.bash" ;;
exec)
  . "@shells@/launch/exec.bash"
  if [[ $# == 0 ]]; then . "@shells@/launch/usage.bash"; fi
  set -- -- "$@"
  ;;
start) . "@shells@/start/start.bash" ;;
*) . "@shells@/launch/control.bash" ;;
esac

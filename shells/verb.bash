# shellcheck shell=bash
# What the command line can be besides `-- CMD…`; leaves that as the arguments.
case ${1-} in
--) . "@shells@/usage.bash" ;;
exec)
  . "@shells@/exec.bash"
  if [[ $# == 0 ]]; then . "@shells@/usage.bash"; fi
  set -- -- "$@"
  ;;
*) . "@shells@/control.bash" ;;
esac

# shellcheck shell=bash
# claude.sh in bash. What the user's ~/.bashrc set is in force here, its aliases too: that is held until the end.
{ . "@shells@/hook/hold.bash" "$-" "$_"; } 2>&-
case ${BASHOPTS-} in
*expand_aliases*)
  shopt -u expand_aliases
  . "@shells@/wrapped/claude-command.bash"
  shopt -s expand_aliases
  ;;
*) . "@shells@/wrapped/claude-command.bash" ;;
esac
. "@shells@/hook/leave.bash"

# shellcheck shell=bash
# Asked by the control plane, never on a command's way: INIT NAME… loads modules and writes the environment that comes of it to
# descriptor 3, past all that modulefiles print.
. "$1" >/dev/null
shift
module load "$@" >/dev/null || exit
env -0 >&3

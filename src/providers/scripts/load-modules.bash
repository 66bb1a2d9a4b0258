# shellcheck shell=bash
# Asked by the control plane, never on a command's way: INIT NAME… loads modules and writes the environment that comes of it to
# descriptor 3, past all that modulefiles print. Some versions of `module` return 0 whatever became of a load (3.2's, and any whose
# function forgets the status), so what is loaded is looked at, too.
. "$1" >/dev/null
shift
for __codex_env_name; do
  __codex_env_before=${LOADEDMODULES-}
  module load "$__codex_env_name" >/dev/null || exit
  case :${LOADEDMODULES-}: in
  ":$__codex_env_before:")
    case :${LOADEDMODULES-}: in *:"$__codex_env_name":* | *:"$__codex_env_name"/*) ;; *) exit 1 ;; esac
    ;;
  esac
done
command -p env -0 >&3

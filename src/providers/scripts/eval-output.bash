# shellcheck shell=bash
# Asked by the control plane, never on a command's way: TOOL [ARG…] prints code for a shell; what comes of it goes to descriptor 3.
__codex_env_code=$("$@") || exit
eval "$__codex_env_code" >/dev/null || exit
unset -v __codex_env_code
command -p env -0 >&3

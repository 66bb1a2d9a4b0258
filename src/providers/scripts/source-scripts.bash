# shellcheck shell=bash
# Asked by the control plane, never on a command's way: FILE… sources scripts and writes the environment that comes of it to
# descriptor 3, past all that they print.
for __codex_env_script; do . "$__codex_env_script" >/dev/null; done
env -0 >&3

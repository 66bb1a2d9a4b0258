#!/usr/bin/env bash
# direnv 2.32.1 (Debian 12's package direnv).
# An .envrc whose end is a syntax error is loaded up to there: `direnv export json` and `direnv exec` both exit with 0, and what was
# exported before the error is in the environment. Only a line of bash's on stderr tells.
# A user would have guessed: exit status 1 and no variables, as after `exit 1` in the same file.
set -euo pipefail
command -v direnv >/dev/null || { echo 'needs direnv (apt-get install direnv)'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work
unset XDG_DATA_HOME XDG_CONFIG_HOME DIRENV_DIFF DIRENV_DIR
mkdir "$work/project"
cd "$work/project"
direnv version
try() {
  printf '%b' "$1" >.envrc
  direnv allow . 2>/dev/null
  status=0
  direnv export json >out 2>err || status=$?
  printf '%s: status %s, KEPT %s\n' "$2" "$status" "$(grep -c '"KEPT"' out || true)"
}
try 'export KEPT=1\nif true; then\n' 'a syntax error at the end'
[ "$status" = 0 ] && grep -q '"KEPT"' out && grep -q 'syntax error' err
# shellcheck disable=SC2016 # the inner shell expands it
[ "$(direnv exec . sh -c 'echo "$KEPT"' 2>/dev/null)" = 1 ]
try 'export KEPT=1\nexit 1\n' 'exit 1 at the end'
[ "$status" = 1 ] && ! grep -q '"KEPT"' out

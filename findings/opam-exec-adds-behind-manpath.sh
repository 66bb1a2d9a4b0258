#!/usr/bin/env bash
# opam 2.1.2 (Debian 12's package opam), no compiler: an empty switch.
# `opam exec` puts a switch's programs in front of PATH and its manual pages behind MANPATH; where MANPATH is unset or empty the value
# begins with a colon, whose empty element stands for the system's manual pages.
# A user would have guessed: both are extended alike, and an unset MANPATH becomes the folder alone (which would hide `man ls`).
set -euo pipefail
command -v opam >/dev/null || { echo 'needs opam (apt-get install opam)'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work OPAMROOT=$work/root OPAMYES=1
mkdir -p "$work/repo/packages" "$work/project"
printf 'opam-version: "2.0"\n' >"$work/repo/repo"
cd "$work/project"
opam init --bare -n --disable-sandboxing local "$work/repo" >/dev/null 2>&1
opam switch create . --empty >/dev/null 2>&1
man=$work/project/_opam/man
opam --version
unset=$(env -u MANPATH opam exec -- printenv MANPATH 2>/dev/null)
empty=$(MANPATH='' opam exec -- printenv MANPATH 2>/dev/null)
given=$(MANPATH=/agent/man opam exec -- printenv MANPATH 2>/dev/null)
path=$(PATH=/usr/bin:/bin opam exec -- printenv PATH 2>/dev/null)
printf 'unset: %s\nempty: %s\ngiven: %s\nPATH: %s\n' "$unset" "$empty" "$given" "$path"
[ "$unset" = ":$man" ] && [ "$empty" = ":$man" ] && [ "$given" = "/agent/man:$man" ] && [ "$path" = "$work/project/_opam/bin:/usr/bin:/bin" ]

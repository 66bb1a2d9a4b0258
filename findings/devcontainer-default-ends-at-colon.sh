#!/usr/bin/env bash
# @devcontainers/cli 0.89.0, Node 20.
# In devcontainer.json a default in `${localEnv:NAME:default}` ends at its first colon: a URL becomes "http". A variable that is set but
# empty does not get the default.
# A user would have guessed: everything up to the brace is the default, and empty counts as missing, as in a shell's ${NAME:-default}.
# shellcheck disable=SC2016 # the variables are devcontainer's
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix cli @devcontainers/cli@0.89.0 >/dev/null
mkdir -p project/.devcontainer
cat >project/.devcontainer/devcontainer.json <<'JSON'
{ "image": "debian:12",
  "containerEnv": { "URL": "${localEnv:NOT_SET:http://proxy:8080}", "EMPTY": "${localEnv:SET_EMPTY:default}" } }
JSON
# The CLI only asks whether a container is there.
printf '#!/bin/sh\nexit 0\n' >docker && chmod +x docker
SET_EMPTY='' cli/node_modules/.bin/devcontainer read-configuration --workspace-folder project --docker-path "$work/docker" 2>/dev/null >out
node -e '
  const { URL, EMPTY } = JSON.parse(require("fs").readFileSync("out", "utf8")).configuration.containerEnv
  console.log(JSON.stringify({ URL, EMPTY }))
  process.exit(URL === "http" && EMPTY === "" ? 0 : 1)'

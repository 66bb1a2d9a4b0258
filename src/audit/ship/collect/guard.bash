#!/bin/bash -p
# The guard of `codex-env-shim log --collect`: holds the FIFO open beside the collector, so that no command ever waits for a reader.
# When the collector dies, or gives no sign of life for four seconds, its FIFO loses its name, so that nobody writes to it any more, and what
# is still in it is kept for the next collector. guard PID FIFO FOLDER: fd 0 has the collector's signs of life, fd 3 is the FIFO.
trap '' INT TERM HUP TSTP
umask 077
while :; do
  read -r -t 4 sign
  status=$?
  if [[ $status -ne 0 || $sign == stop ]]; then break; fi
done
if [[ $status -eq 0 ]]; then exit; fi
if [[ $2 -ef /dev/fd/3 ]]; then
  command -p rm -f "$2"
  printf '0000000001\n' >"${2%.fifo}.lease"
fi
if [[ $status -gt 128 ]]; then kill -KILL "$1"; fi
command -p mkdir -p "$3/commands"
# A name that cannot be taken away (the file system has become read-only) still has a reader until the lease is over.
patience=1
if [[ $2 -ef /dev/fd/3 ]]; then patience=5; fi
# Far more than a pipe and the shells that wait at it can hold: who goes on writing is no shell of ours.
room=$((4 * 1024 * 1024))
while ((room > 0)) && IFS= read -r -t "$patience" line <&3; do
  printf '%s\n' "$line" >>"$3/audit.jsonl"
  ((room -= ${#line} + 1))
done

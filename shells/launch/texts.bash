# shellcheck shell=bash
# What is the same whoever asks (help, version, completion) was written down when the program was built: no Node is started for it.
__codex_env_text=''
case $#:$1 in
1:-V | 1:--version | 1:version) __codex_env_text=version ;;
1:-h | 1:--help | 1:help) __codex_env_text=help ;;
2:help) __codex_env_text=help-$2 ;;
2:completion) __codex_env_text=completion-$2 ;;
2:*) case $2 in -h | --help) __codex_env_text=help-$1 ;; esac ;;
esac
case $__codex_env_text in
'' | */*) ;;
help-exec | help---) . "@shells@/launch/usage.bash" 0 ;;
*)
  if [[ -r "@data@/dist/texts/$__codex_env_text" ]]; then
    IFS='' read -r -d '' __codex_env_text <"@data@/dist/texts/$__codex_env_text"
    printf '%s' "$__codex_env_text" 2>/dev/null && exit 0
    printf 'codex-env-shim: the output cannot be written\n' >&2
    exit 1
  fi
  ;;
esac

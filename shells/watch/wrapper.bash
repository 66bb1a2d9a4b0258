# shellcheck shell=bash
# Is the program of [wrap] there? One line says where it is asked for, and no command runs. In: __codex_env_wrap, __codex_env_wrap_from.
__codex_env_program=${__codex_env_wrap[0]} __codex_env_asked="${__codex_env_wrap_from-}: [wrap] "
case $__codex_env_program in
*/*) [[ -x $__codex_env_program && ! -d $__codex_env_program ]] ;;
*) hash -- "$__codex_env_program" 2>&- ;;
esac || . "@shells@/launch/missing.bash"
unset -v __codex_env_program __codex_env_asked

# shellcheck shell=sh
# For a plan: __codex_env_list holds the name of a variable that shells set by themselves without exporting it. Leaves in __codex_env_case
# what a program would find: nothing where the variable is not exported, x where it is empty, xy where it holds something.
eval "__codex_env_case=\${$__codex_env_list+x}\${$__codex_env_list:+y}"
case $__codex_env_case${ZSH_VERSION+z} in
x*z) eval "case \${(t)$__codex_env_list} in *export*) ;; *) __codex_env_case= ;; esac" ;;
esac
case $__codex_env_case${BASH_VERSION-} in
x4.4* | x[5-9].* | xy4.4* | xy[5-9].*) eval "case \${$__codex_env_list@a} in *x*) ;; *) __codex_env_case= ;; esac" ;;
esac
unset __codex_env_list

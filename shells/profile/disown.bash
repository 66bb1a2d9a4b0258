# shellcheck shell=bash
# A plain case has looked only for those names of ours in the environment that it reads itself; what asks for more clears the others first. (The launchers
# and the prefix are privileged, `p`, and say themselves what they are.)
case $-:${__codex_env_route-} in
*p*:launcher) . "@shells@/hook/clear.bash" ' last shell route purpose real login_flag argv name extras watch dir plan json text clock log ' ;;
*p*:*) . "@shells@/hook/clear.bash" ' last shell route purpose command name words extras watch dir plan json text clock log ' ;;
*) . "@shells@/hook/clear.bash" ' last dir plan json text clock log ' ;;
esac

# shellcheck shell=bash disable=SC2016 # the shells that log in expand it
# What logs users in, for each shell: run in a mount namespace whose /etc/passwd has the user `agent`, whose shell is $1. $2 is a folder for
# keys and files; its home is the working directory. Prints what each way of logging in comes to.
folder=$2 ask='echo "$0|$-|$#|${VALUE-none}"; [[ -o login ]] && echo login; shopt login_shell 2>/dev/null; exit 4'
exec 2>&1
cd "$folder" || exit

say() { echo "$1: $?"; }

su - agent -c "$ask" </dev/null; say 'su - -c'
su agent -c "$ask" </dev/null; say 'su -c'
echo "$ask" | su - agent; say 'su -'
sudo -iu agent eval "$ask" </dev/null; say 'sudo -i'
make -s -f - SHELL="$1" <<<$'all:\n\t@echo "$$0|$$-"; exit 5' 2>/dev/null; say 'make SHELL='
vim -u NONE -N -es --cmd "set shell=$1" -c "!echo \"\$0|\$-\" >$folder/vim" -c 'qa!' </dev/null >/dev/null; cat vim
printf '%s\n' "set -g default-shell $1" 'set -g exit-empty off' >tmux.conf
tmux -S "$folder/socket" -f tmux.conf new-session -d "echo \"\$0|\$-\" >$folder/tmux"
until [[ -s tmux ]]; do sleep 0.05; done
tmux -S "$folder/socket" kill-server; cat tmux
SHELL=$1 screen -D -m sh -c "\$SHELL -c 'echo \"\$0|\$-\"' >$folder/screen"; cat screen

# What is to run when the machine has started runs at once.
printf 'SHELL=%s\n@reboot { %s; } >%s/cron 2>&1; echo "$?" >%s/ended\n' "$1" "${ask/exit 4/(exit 4)}" "$folder" "$folder" >/var/spool/cron/crontabs/agent
chmod 600 /var/spool/cron/crontabs/agent
/usr/sbin/cron -f &
daemon=$!
until [[ -s ended ]]; do kill -0 "$daemon" || { echo 'no cron'; exit 1; }; done
kill "$daemon"
echo "cron: $(cat cron ended)"

ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f key
mkdir -p /run/sshd
port=$((20000 + $$ % 20000))
/usr/sbin/sshd -D -e -f /dev/null -p "$port" -o ListenAddress=127.0.0.1 -o HostKey="$folder/host" -o AuthorizedKeysFile="$folder/key.pub" \
  -o StrictModes=no -o PermitRootLogin=yes -o UsePAM=no -o PidFile=none -o 'Subsystem=sftp /usr/lib/openssh/sftp-server' 2>log &
server=$!
until grep -qs listening log; do kill -0 "$server" || { cat log; exit 1; }; done
options=(-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -i "$folder/key")
host=agent@127.0.0.1

ssh "${options[@]}" -p "$port" "$host" "$ask" </dev/null; say 'ssh host cmd'
echo "$ask" | ssh -T "${options[@]}" -p "$port" "$host"; say ssh
echo hello >file
scp -q "${options[@]}" -P "$port" file "$host:$folder/copied"; say "scp $(cat copied)"
scp -Oq "${options[@]}" -P "$port" "$host:$folder/file" old; say "scp -O $(cat old)"
printf 'get %s got\n' "$folder/file" | sftp -q -b - "${options[@]}" -P "$port" "$host" >/dev/null; say "sftp $(cat got)"
rsync -e "ssh ${options[*]} -p $port" file "$host:$folder/synchronized"; say "rsync $(cat synchronized)"
git init -q repository
git -C repository -c user.name=a -c user.email=a@b commit -q --allow-empty -m one
GIT_SSH_COMMAND="ssh ${options[*]}" git clone -q "ssh://$host:$port$folder/repository" clone; say "git $(git -C clone log --format=%s)"
kill "$server"

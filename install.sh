#!/bin/bash
# Installs codex-env-shim for this user: no root, no question, and no agent's configuration touched. Run it again to update.
{
  set -euo pipefail

  usage() {
    cat <<'EOF'
usage: ./install.sh [--prefix DIR] [--uninstall [--purge]]

Builds codex-env-shim and installs it for this user:
  ~/.local/bin/codex-env-shim             the command
  ~/.local/share/codex-env-shim/          the hot path (shells/) and the control plane
  ~/.local/share/man/                     the manual: man codex-env-shim, man 5 codex-env-shim-env.ini
  ~/.local/state/codex-env-shim/          the audit log and what was allowed
  ~/.cache/codex-env-shim/                compiled plans
XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME are honoured now and remembered.

  --prefix DIR   install the command into DIR/bin and the rest of the program into DIR/share
  --uninstall    undo `enable`, then remove the program and its plans; the audit log and your config.ini stay
  --purge        with --uninstall: remove the log and your config.ini, too

examples:
  ./install.sh
  ./install.sh --prefix ~/opt
EOF
  }

  say() { printf '%s\n' "$*"; }
  die() {
    printf 'install.sh: %s\n' "$1" >&2
    exit "${2:-1}"
  }

  # Is this a text that can stand in a double-quoted word of any shell?
  check_path() {
    case $2 in
    *[\"\$\`\\\']* | *$'\n'*) die "$1: a path with quotes, \$, \\ or a newline cannot be baked in: $2" ;;
    /*) ;;
    *) die "$1: must be an absolute path: $2" ;;
    esac
  }

  # The shells that have a launcher: a file of the same name in shells/.
  launchers=(bash sh zsh fish)

  # The real shell of that name, wherever PATH points now.
  find_shell() {
    local dir
    for dir in /bin /usr/bin /usr/local/bin /opt/homebrew/bin; do
      if [[ -x $dir/$1 ]]; then
        printf '%s/%s' "$dir" "$1"
        return
      fi
    done
    printf '/bin/%s' "$1"
  }

  locate() {
    local home=${HOME:?install.sh: HOME is not set}
    bin=${prefix:-$home/.local}/bin/codex-env-shim
    manual=${prefix:-$home/.local}/share/man/man1
    if [[ $prefix ]]; then data=$prefix/share/codex-env-shim; else data=${XDG_DATA_HOME:-$home/.local/share}/codex-env-shim; fi
    config=${XDG_CONFIG_HOME:-$home/.config}/codex-env-shim
    state=${XDG_STATE_HOME:-$home/.local/state}/codex-env-shim
    cache=${XDG_CACHE_HOME:-$home/.cache}/codex-env-shim
    check_path bin "$bin"
    check_path data "$data"
    check_path config "$config"
    check_path state "$state"
    check_path cache "$cache"
  }

  require_node() {
    node=$(command -v node) || die 'Node 20.17 or later is needed, and there is no node on PATH'
    node=$("$node" -p 'process.execPath')
    "$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 17) ? 0 : 1)' ||
      die "Node 20.17 or later is needed; $node is $("$node" --version)"
    check_path node "$node"
  }

  build() {
    if [[ ! -d src ]]; then return; fi
    say 'building …'
    npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
    npm run build --silent --no-update-notifier
  }

  # Writes the shell files that are named on standard input below $1 as they are installed: the directories baked in, what is marked
  # `# inline` put in its place, and in such a file no quotes around a path that needs none. What bash reads has no comments: it parses every
  # byte of it on every command. `FILE TARGET NAME=WORD` makes a file of another name, with WORD in place of @NAME@. One awk for all: each process
  # more is felt on a slow machine.
  assemble() {
    local handover="''" shell
    if [[ $(uname -s) == Darwin ]]; then handover=macOS; fi
    local baked="shells=$data/shells"$'\n'"plans=$cache/plans-4"$'\n'"state=$state"$'\n'"cache=$cache"$'\n'"config=$config"
    baked+=$'\n'"data=$data"$'\n'"node=$node"$'\n'"handover=$handover"
    for shell in "${launchers[@]}"; do baked+=$'\n'"$shell=$(find_shell "$shell")"; done
    BAKED=$baked STAGED=$1 awk '
      function replace(text, from, to,   at, done) {
        while (at = index(text, from)) {
          done = done substr(text, 1, at - 1) to
          text = substr(text, at + length(from))
        }
        return done text
      }
      function bake(line,   i) {
        if (line !~ /@/) return line
        for (i = 1; i <= count; i++) line = replace(line, "@" names[i] "@", values[i])
        return line
      }
      function bare(line,   done) {
        while (match(line, /"\/[A-Za-z0-9_@%+:,.\/-]*"/)) {
          done = done substr(line, 1, RSTART - 1) substr(line, RSTART + 1, RLENGTH - 2)
          line = substr(line, RSTART + RLENGTH)
        }
        return done line
      }
      function is_inlined(line) { return line ~ /# inline/ }
      function include(line, given,   file) {
        match(line, /@shells@\/[a-z.\/-]+/)
        file = "shells/" substr(line, RSTART + 9, RLENGTH - 9)
        text(file, given " " substr(line, index(line, "# inline") + 8))
      }
      function text(file, given,   line, i, pair, words, many) {
        many = split(given, words, " ")
        while ((getline line < file) > 0) {
          if (line ~ /^ *#/) continue
          for (i = 1; i <= many; i++) { split(words[i], pair, "="); gsub("@" pair[1] "@", pair[2], line) }
          if (is_inlined(line)) include(line, given); else put(line)
        }
        close(file)
      }
      function put(line) {
        line = bake(line)
        print (terse ? bare(line) : line) > out
      }
      function write(file,   line, lines, i) {
        lines = terse = 0
        while ((getline line < file) > 0) {
          kept[++lines] = line
          if (is_inlined(line)) terse = 1
        }
        close(file)
        out = staged "/" file
        for (i = 1; i <= lines; i++) {
          line = kept[i]
          if (i == 1 && line ~ /^#!\/bin\/bash -p/) line = "#!" values[index_of["bash"]] " -p"
          if (is_inlined(line)) include(line, "")
          else if (line !~ /^ *#[^!]/ || !(terse || file ~ /\.(ba)?sh$/)) put(line)
        }
        close(out)
      }
      function make(file, target, given) {
        terse = 1
        out = staged "/" target
        text(file, given)
        close(out)
      }
      BEGIN {
        staged = ENVIRON["STAGED"]
        count = split(ENVIRON["BAKED"], pairs, "\n")
        for (i = 1; i <= count; i++) {
          at = index(pairs[i], "=")
          names[i] = substr(pairs[i], 1, at - 1)
          values[i] = substr(pairs[i], at + 1)
          index_of[names[i]] = i
        }
      }
      NF == 3 { make($1, $2, $3); next }
      { write($0) }'
  }

  # Everything is put together beside its place and then moved there.
  install_program() {
    local staged=$data.new
    rm -rf "$staged"
    mkdir -p "$staged/bin" "$(dirname "$bin")"
    find shells -type d | while IFS='' read -r folder; do mkdir -p "$staged/$folder"; done
    mkdir -p "$staged/shells/launch/native"
    {
      find shells bin/codex-env-shim -type f ! -name README.md ! -name native.bash
      printf 'shells/launch/native.bash shells/launch/native/%s\n' 'command.bash login=' 'login.bash login=-l'
    } | assemble "$staged"
    # The text that `start claude` has Claude Code run in each command.
    printf 'if [ -r "%s" ]; then . "%s" start; fi\n' "$data/shells/claude.sh" "$data/shells/claude.sh" >"$staged/shells/start/claude-env"
    compile_zsh "$staged/shells"
    chmod 755 "${launchers[@]/#/$staged/shells/}" "$staged/bin/codex-env-shim"
    install_native "$staged/shells"
    cp -R dist package.json "$staged/"
    copy_pty "$staged/node_modules/node-pty"
    rm -rf "$data.old"
    if [[ -e $data ]]; then mv "$data" "$data.old"; fi
    mv "$staged" "$data"
    rm -rf "$data.old"
  }

  # The launchers of bash and zsh as one small program: built here where there is a compiler, else the one that the package has for this machine.
  # Where neither runs the launchers stay scripts.
  install_native() {
    local native=$1/launch/native/launcher shell
    mkdir -p "$1/launch/real"
    ln -s "$config/config.ini" "$1/launch/real/config.ini"
    for shell in "${launchers[@]}"; do ln -s "$(find_shell "$shell")" "$1/launch/real/$shell"; done
    compile_native "$native" || return 0
    for shell in bash zsh; do
      mv "$1/$shell" "$1/launch/$shell"
      cp "$native" "$1/$shell"
    done
    rm "$native"
  }

  # Alone it finds no real shell, says so and exits with 127: then it runs here.
  compile_native() {
    local way
    for way in static shared packed; do
      case $way in
      static) cc -Os -s -static -o "$1" bin/launcher.c ;;
      shared) cc -Os -s -o "$1" bin/launcher.c ;;
      packed) cp "dist/launcher-$(uname -s)-$(uname -m)" "$1" ;;
      esac >/dev/null 2>&1 || continue
      if "$1" >/dev/null 2>&1; then continue; elif [[ $? == 127 ]]; then return; fi
    done
    rm -f "$1"
    return 1
  }

  # zsh reads FILE.zwc in place of FILE where it is of this version of zsh and not older, in whole seconds: with a time long past on both, an edit
  # of FILE counts at once. What is sourced under `emulate sh` is compiled so.
  compile_zsh() {
    local zsh
    zsh=$(find_shell zsh)
    if [[ ! -x $zsh ]]; then return; fi
    # shellcheck disable=SC2016 # zsh expands it
    find "$1" -type f \( -name '*.zsh' -o -name '.z*' -o -name '*.sh' \) -print | "$zsh" -fc '
      while IFS= read -r file; do
        case $file in (*/.z*|*.zsh) emulate zsh ;; (*) emulate sh ;; esac
        zcompile -U "$file" 2>/dev/null || rm -f "$file.zwc"
      done' || true
    find "$1" -type f -exec touch -t 200001010000 {} +
  }

  # node-pty is optional, and cannot be bundled: what was built for this machine, from where npm puts dependencies.
  copy_pty() {
    local folder part built
    built=prebuilds/$("$node" -p 'process.platform + "-" + process.arch')
    for folder in node_modules/node-pty ../node-pty; do
      if [[ ! -d $folder/lib ]]; then continue; fi
      for part in package.json LICENSE lib build "$built"; do
        if [[ ! -e $folder/$part ]]; then continue; fi
        mkdir -p "$(dirname "$1/$part")"
        cp -R "$folder/$part" "$1/$part"
      done
      return
    done
  }

  # npm links the command of a global installation itself, and wants to find its link again.
  is_npms() { [[ -L $1 && $(readlink "$1") == *node_modules/* ]]; }

  # Does npm's own link to this package stand on PATH? npx's goes away again.
  has_npm_command() {
    local found
    found=$(type -P codex-env-shim || true)
    [[ ! $prefix && $found -ef bin/npm-command && $found != */node_modules/.bin/* ]]
  }

  link_command() {
    if has_npm_command; then
      command=$(type -P codex-env-shim)
      return
    fi
    command=$bin
    mkdir -p "$(dirname "$bin")"
    ln -sfn "$data/bin/codex-env-shim" "$bin.new"
    mv -f "$bin.new" "$bin"
  }

  install_manual() {
    remove_manual
    mkdir -p "$manual" "${manual%1}5"
    cp man/*.1 "$manual/"
    cp man/*.5 "${manual%1}5/"
  }

  remove_manual() {
    rm -f "$manual/codex-env-shim.1" "$manual"/codex-env-shim-*.1 "${manual%1}5"/codex-env-shim-*.5
  }

  # Plans are kept by their format; those of another version are of no use any more.
  drop_old_plans() {
    local plans
    for plans in "$cache"/plans-*; do
      if [[ -d $plans && $plans != "$cache/plans-4" ]]; then rm -rf "$plans"; fi
    done
  }

  make_places() {
    (
      umask 077
      mkdir -p "$state/commands" "$state/trust" "$cache" "$config"
      chmod 700 "$state" "$cache"
      : >>"$state/audit.jsonl"
    )
  }

  # The main job, once, in a project of its own: a variable that the caller lacks, an entry in front of PATH, one audit line.
  self_check() {
    local project=$state/self-check output isnew=''
    if [[ ! -s $state/audit.jsonl ]]; then isnew=1; fi
    mkdir -p "$project/.codex" "$project/bin"
    printf '[env]\nSELF_CHECK = restored\n\n[path]\nPATH[] = ./bin\nLD_LIBRARY_PATH[] = ./lib\n' >"$project/.codex/env.ini"
    env -i HOME="$HOME" PATH="$PATH" "$data/bin/codex-env-shim" allow "$project" >/dev/null || die 'self-check: the project could not be allowed'
    # shellcheck disable=SC2016 # the inner shell expands it
    output=$(cd "$project" && env -i HOME="$HOME" PATH=/usr/bin:/bin SHLVL=1 BASH_ENV="$data/shells/hook.bash" "$(find_shell bash)" -c \
      'printf "  SELF_CHECK=%s\n  LD_LIBRARY_PATH=%s\n  PATH=%s\n" "$SELF_CHECK" "$LD_LIBRARY_PATH" "$PATH"' </dev/null)
    say 'self-check: a command without a declared environment of its own saw'
    say "$output"
    say '  and left this audit line'
    say "  $(tail -n 1 "$state/audit.jsonl")"
    case $output in
    *"SELF_CHECK=restored"*"LD_LIBRARY_PATH=$project/lib"*"PATH=$project/bin:/usr/bin:/bin"*) say 'self-check: passed' ;;
    *) die 'self-check: FAILED' ;;
    esac
    # A log that begins with this begins with what its user did not do.
    if [[ $isnew ]]; then : >"$state/audit.jsonl"; fi
    # What V8 makes of the compiler as it compiles this project, for the next time (src/shell-call-compiled.ts); without it, it takes a bit longer.
    env -i HOME="$HOME" CODEX_ENV_SHIM_DATA="$data" CODEX_ENV_SHIM_CONFIG="$config" CODEX_ENV_SHIM_STATE="$state" CODEX_ENV_SHIM_CACHE="$cache" \
      "$node" --v8-pool-size=1 "$data/dist/shell-call-compiled.cjs" --keep compile "$project" || true
  }

  install() {
    require_node
    build
    install_program
    link_command
    install_manual
    make_places
    drop_old_plans
    say "installed  $command"
    say "           $data"
    self_check
    tell_places
    say 'next:  codex-env-shim init && codex-env-shim allow    in a project'
    say '       codex-env-shim enable codex'
  }

  # Says what the user's shell has to learn. man finds the manual by itself beside a directory of PATH.
  tell_places() {
    local folder pages=${manual%/man1}
    folder=$(dirname "$command")
    case :$PATH: in
    *":$folder:"*)
      case :$(manpath 2>/dev/null): in
      :: | *":$pages:"*) ;;
      *) say "note: man does not look in $pages; man -M $pages codex-env-shim does" ;;
      esac
      ;;
    *) tell_path "${folder/#"$HOME"\//\$HOME/}" ;;
    esac
  }

  # The line that puts directory $1 on PATH, for the shell that the user has.
  tell_path() {
    local file line="export PATH=\"$1:\$PATH\""
    case ${SHELL-} in
    */zsh) file=.zshrc ;;
    */fish) file=.config/fish/config.fish line="fish_add_path \"$1\"" ;;
    *) if [[ $(uname -s) == Darwin ]]; then file=.bash_profile; else file=.bashrc; fi ;;
    esac
    say "note: $1 is not on PATH. Add this line to ~/$file and open a new terminal:"
    say "        $line"
  }

  uninstall() {
    local ours=$data/bin/codex-env-shim
    # An older version has the command itself at its place.
    if [[ ! -x $ours ]]; then ours=$bin; fi
    if [[ -x $ours ]]; then
      disable_agents
      "$ours" disable --collector </dev/null || true
    fi
    remove_manual
    stop_collector
    # What a sandbox could only spool belongs to the log that stays.
    if [[ ! $purge && -x $ours ]]; then "$ours" log -n 1 </dev/null >/dev/null 2>&1 || true; fi
    rm -rf "$data" "$cache"
    say "removed  $data"
    if ! is_npms "$bin"; then
      rm -f "$bin"
      say "         $bin"
    fi
    say "         $cache"
    if [[ $purge ]]; then
      rm -rf "$state" "$config"
      say "         $state"
      say "         $config"
    else
      remove_state
    fi
    if is_npms "$bin"; then say 'next:    npm uninstall -g codex-env-shim'; fi
  }

  # Every configuration of every agent that `enable` has changed, wherever the agent's own variables had it then.
  disable_agents() {
    local enabled='' agent=''
    for enabled in "$state/enabled/"*.json; do
      if [[ ! -e $enabled ]]; then continue; fi
      agent=${enabled##*/}
      agent=${agent%.json}
      # hooks.json goes with the config.toml beside it.
      sed -n -e '/hooks\.json",*$/d' -e 's/^ *"config": "\(.*\)",*$/\1/p' "$enabled" | while IFS= read -r enabled; do
        CODEX_HOME=${enabled%/*} CLAUDE_CONFIG_DIR=${enabled%/*} XDG_CONFIG_HOME=${enabled%/*/*} "$ours" disable "$agent" </dev/null
      done
    done
  }

  # The log with its texts, and the user's settings, are not ours to delete.
  remove_state() {
    local entry kept=''
    for entry in "$state"/* "$state"/.[!.]*; do
      case ${entry##*/} in
      audit.jsonl* | commands) if [[ -e $entry ]]; then kept=1; fi ;;
      *) rm -rf "$entry" ;;
      esac
    done
    if [[ $kept ]]; then
      say "kept     $state    the audit log"
    else
      rm -rf "$state"
      say "         $state"
    fi
    if [[ -e $config/config.ini ]]; then say "kept     $config    your settings"; else rm -rf "$config"; fi
    if [[ $kept || -e $config/config.ini ]]; then say '         --uninstall --purge removes what is kept'; fi
  }

  # One that was started by hand ends when its FIFO has lost its name, and writes until then.
  stop_collector() {
    local turns=0
    if [[ ! -p $state/collect.fifo ]]; then return; fi
    rm -f "$state/collect.fifo"
    while [[ -e $state/collect.lease && $turns -lt 40 ]] && ! grep -q '^0*1$' "$state/collect.lease"; do
      sleep 0.1
      turns=$((turns + 1))
    done
  }

  main() {
    local action=install
    prefix='' purge=''
    while [[ $# -gt 0 ]]; do
      case $1 in
      --prefix)
        [[ ${2-} ]] || die '--prefix needs a directory' 64
        case $2 in /*) prefix=$2 ;; *) prefix=$PWD/$2 ;; esac
        shift
        ;;
      --uninstall) action=uninstall ;;
      --purge) purge=1 ;;
      -h | --help)
        usage
        exit 0
        ;;
      *)
        usage >&2
        die "unknown option: $1" 64
        ;;
      esac
      shift
    done
    if [[ $purge && $action != uninstall ]]; then die '--purge goes with --uninstall' 64; fi
    cd "$(dirname "${BASH_SOURCE[0]}")"
    locate
    "$action"
  }

  main "$@"
  exit
}

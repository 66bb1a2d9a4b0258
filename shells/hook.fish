# The fish route: its launcher has found the plan, checked it and recorded the command; fish sources this after config.fish and before
# the command. CODEX_ENV_SHIM_PLAN is the plan in fish's dialect, CODEX_ENV_SHIM_LOGIN what is to become of config.fish's changes.

# Puts the entries $argv[2…] in front of the list variable named $argv[1], in their order, each once, and exports it. Entries that are
# already there move to the front, empty ones are passed over, and a list that was absent stays absent if nothing is left of them.
# --again: they are put there again, unless the list begins with them. --never: they stay where they are. --open: an empty list gets an empty element behind them.
function __codex_env_prepend
    set -l again
    set -l never
    set -l open
    while string match -q -- '--*' $argv[1]
        set (string sub -s 3 -- $argv[1]) yes
        set -e argv[1]
    end
    set -l name $argv[1]
    set -l --path front
    for entry in $argv[2..-1]
        test -n "$entry"; and not contains -- $entry $front; and set -a front $entry
    end
    # A path variable splits and joins on colons by itself, whatever else its entries hold.
    set -l --path list "$$name"
    if test -n "$never"
        set -l --path new
        for entry in $front
            contains -- $entry $list; or set -a new $entry
        end
        set front $new
    end
    set -q front[1]; or return 0
    set -l declared $front
    set -l length (count $front)
    if test -n "$again$open"; and test "$list[1..$length]" = "$front"
        return 0
    end
    for entry in $list
        test -n "$$name"; or continue
        test -n "$again"; or not contains -- $entry $declared; and set -a front $entry
    end
    if test -n "$open"; and test -z "$$name"
        set -a front ''
    end
    if string match -q -- '*PATH' $name
        set -gx $name $front
    else
        set -gx $name "$front"
    end
end

# Puts the entries behind the list instead: one that is there already stays where it is. --again: all are put there, unless it ends so.
# --open: an empty list gets an empty element before them.
function __codex_env_append
    set -l again
    set -l open
    while string match -q -- '--*' $argv[1]
        set (string sub -s 3 -- $argv[1]) yes
        set -e argv[1]
    end
    set -l name $argv[1]
    set -l --path list
    test -n "$$name"; and set list "$$name"
    set -l --path added
    for entry in $argv[2..-1]
        test -n "$entry"; or continue
        test -n "$again"; or not contains -- $entry $list; and set -a added $entry
    end
    set -q added[1]; or return 0
    set -l start (math (count $list) - (count $added) + 1)
    if test -n "$again"; and test $start -ge 1; and test "$list[$start..-1]" = "$added"
        return 0
    end
    if test -n "$open"; and not set -q list[1]
        set list ''
    end
    set -a list $added
    if string match -q -- '*PATH' $name
        set -gx $name $list
    else
        set -gx $name "$list"
    end
end

# The entries $argv are the PATH of the user's terminal: what PATH has stays, in its order; each entry that it lacks is put directly before the next
# one of the terminal's that it has, or at the end.
function __codex_env_rejoin
    set -l path $PATH
    set -l lost
    for entry in $argv
        test -n "$entry"; or continue
        if not contains -- $entry $path
            contains -- $entry $lost; or set -a lost $entry
            continue
        end
        set -q lost[1]; or continue
        set -l joined
        for one in $path
            if test "$one" = "$entry"
                set -a joined $lost
                set lost
            end
            set -a joined $one
        end
        set path $joined
    end
    set -gx PATH $path $lost
end

set -l plan $CODEX_ENV_SHIM_PLAN
set -l login $CODEX_ENV_SHIM_LOGIN
set -e CODEX_ENV_SHIM_PLAN
set -e CODEX_ENV_SHIM_LOGIN
if test "$login" = suppress -a -r /proc/self/environ
    # What this process was started with comes back; what config.fish added goes.
    set -l names
    while read -lz -d = name value
        string match -qr '^[A-Za-z_][A-Za-z0-9_]*$' -- $name; or continue
        set -a names $name
        contains -- $name _ PWD OLDPWD SHLVL CODEX_ENV_SHIM_PLAN CODEX_ENV_SHIM_LOGIN; and continue
        if not set -q $name; or test "$$name" != "$value"
            # Some names are fish's own, and read-only.
            set -gx $name $value 2>/dev/null
        end
    end </proc/self/environ
    for name in (set -nx)
        string match -qr '^[A-Za-z_][A-Za-z0-9_]*$' -- $name; or continue
        # fish itself provides the last four where they are absent.
        contains -- $name $names _ PWD OLDPWD SHLVL HOME PATH USER LC_CTYPE; or set -e $name
    end
end
source $plan
functions -e __codex_env_prepend __codex_env_append __codex_env_rejoin

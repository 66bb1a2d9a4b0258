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

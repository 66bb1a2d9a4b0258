# Puts the entries $argv[2…] in front of the list variable named $argv[1], in their order, each once, and exports it. Entries that are
# already there move to the front, empty ones are passed over, and a list that was absent stays absent if nothing is left of them.
function __codex_env_prepend
    set -l name $argv[1]
    set -l --path front
    for entry in $argv[2..-1]
        test -n "$entry"; and not contains -- $entry $front; and set -a front $entry
    end
    set -q front[1]; or return 0
    # A path variable splits and joins on colons by itself, whatever else its entries hold.
    set -l --path list "$$name"
    set -l declared $front
    for entry in $list
        test -n "$$name"; and not contains -- $entry $declared; and set -a front $entry
    end
    if string match -q -- '*PATH' $name
        set -gx $name $front
    else
        set -gx $name "$front"
    end
end

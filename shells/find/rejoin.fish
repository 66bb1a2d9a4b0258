# For a plan: the entries $argv are the PATH of the user's terminal; rejoin.sh says what becomes of PATH.
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

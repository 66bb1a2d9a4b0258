# The fish route: its launcher has found the plan, checked it and recorded the command; fish sources this after config.fish and before
# the command. CODEX_ENV_SHIM_PLAN is the plan in fish's dialect, CODEX_ENV_SHIM_LOGIN what is to become of config.fish's changes.
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
source '@shells@/find/prepend.fish'
source $plan
functions -e __codex_env_prepend __codex_env_append

/** What `init` writes: every section, explained; declared is only what providers were found, and whether what is above counts. */
export function renderSample(providers: string, inherit = false): string {
  return `; What this project's commands need in their environment, under every AI coding agent.
; Nothing here counts before you run \`codex-env-shim allow\`, and again after each change.
; Commit it if it is right for everybody who works on this project; each of them allows it once. Secrets do not belong in it.
; A line that begins with ; or # is a comment; so is what follows a blank and ; or # behind an unquoted value.
; Quote a value that holds ; or #, or begins or ends with a blank: "..." is a JSON string, '...' is taken as it is.

[project]
${inherit ? '' : '; '}inherit = true                          ; add what allowed declarations above this directory declare

[env]
; Exact values. \${NAME} and \${NAME:-default} expand: to earlier keys, then to the environment the agent passes.
; Everything else is literal, $(commands) and \`backquotes\` too.
; CUDA_HOME = /opt/cuda
; GREETING = "two\\nlines; one value"

[path]
; Put in front of colon-separated lists, in this order; relative to this project.
; An entry with a \${NAME} that is unset or empty is left out.
; PATH[] = ./bin
; LD_LIBRARY_PATH[] = \${CUDA_HOME}/lib64

[append]
; Put behind such lists: what counts only where the agent has nothing of that name.
; PATH[] = ./fallback/bin

[unset]
; names[] = PYTHONHOME

[restore]
; Taken from your terminal where the agent lacks them; \`codex-env-shim capture\` keeps them.
; names[] = LD_*
; names[] = PATH

[providers]
; Tools that know this environment already, in the order of their layers; they are asked when a file they read changes.
; use[] = direnv
; modules[] = cuda/12.4
; dotenv[] = .env
${providers}
[wrap]
; A program in which every command runs, and its arguments, one a line.
; argv[] = nix
; argv[] = develop
; argv[] = -c

[shell]
; What login profiles change: suppress it, reapply these declarations on top of it, or allow it.
; login = suppress
`
}

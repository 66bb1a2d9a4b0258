/** Words by which the files of any of these tools read a variable, a list or what is on the machine. */
const READS =
  /\$\{?[A-Za-z_]|\$\(|`|\bunset\b|\{\{|getenv|\benviron\b|process\.env|\bENV\[|%ENV|(?:^|\s)(?:prepend|append|remove)[-_]path|\bpushenv\b|\bunsetenv\b|source-sh|\b(?:path|PATH|MANPATH)_(?:add|rm)|\b(?:use|layout|source_\w+|source|env_vars_required|load_prefix)\s|_\.(?:source|file)|\benv\(|=\s*false|\b(?:default|required)\s*=/m

/** Ways in which a script leaves something behind: a file that it writes may hold what it was asked with. */
const WRITES =
  /(?:^|[^<>&\d-])\d?>>?\|?\s*(?!\s*(?:&|\/dev\/(?:null|stdout|stderr|fd\/)))["']?[\w$~./{]|\btee\s|\b(?:fs\.)?writeFile|\bopen\([^)]*["'][wa]|\bsed\s+-i|\bdd\s+of=|\b(?:curl|wget)\b|\bgit\s+(?:config|commit|clone|init)\b|\b(?:npm|pnpm|yarn|pip3?|uv|poetry|bundle|cargo|go)\s+(?:i\b|install|ci\b|sync|add|get|build|download)/m

/** Does a tool's file read a variable, as far as can be seen? */
export function readsVariables(text: string): boolean {
  return READS.test(stripComments(text))
}

/** Does a tool's file write files, as far as can be seen? */
export function writesFiles(text: string): boolean {
  return WRITES.test(stripComments(text))
}

/** The names in a tool's file that may be variables. */
export function listMentioned(text: string): readonly string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9_]*[A-Z0-9]\b/g) ?? [])]
}

function stripComments(text: string): string {
  return text.replace(/^\s*(?:#|--|\/\/).*$/gm, '')
}

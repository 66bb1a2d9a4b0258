import { renderTemplate, type Template } from '../../plan/expansion.js'
import type { Append } from '../../plan/plan.js'
import { quote } from '../../text/quote.js'

type Rendering = { readonly shells: string; readonly entry: (entry: Template) => string }

/** Entries behind lists. One that is there already stays where it is; entries known beforehand that are new cost one statement. */
export function renderAppends(lists: readonly Append[], rendering: Rendering): string {
  return lists.map((list) => renderAppend(list, rendering)).join('\n')
}

function renderAppend(
  { name, entries, repeat, open }: Append,
  { shells, entry }: Rendering,
): string {
  const words = entries.map(entry).join(':')
  const append = `__codex_env_change=append __codex_env_list=${name}:${words}; . ${quote(`${shells}/find/lists.sh`)}`
  const careful = open
    ? `case \${${name}:+x} in '') ${append}; ${openFront(name)} ;; *) ${append} ;; esac`
    : append
  if (!entries.flat().every((piece) => piece.kind === 'text')) return careful
  const texts = [...new Set(entries.map(renderTemplate))]
  const own = open ? `\${${name}-}:` : `\${${name}:+$${name}:}`
  const plain = `export ${name}="${own}"${quote(texts.join(':'))}`
  if (repeat) return `case :\${${name}-} in *:${quote(texts.join(':'))}) ;; *) ${plain} ;; esac`
  const present = texts.map((text) => `*:${quote(text)}:*`).join(' | ')
  return `case :\${${name}-}: in ${present}) ${careful} ;; *) ${plain} ;; esac`
}

/** What was put into an empty list comes behind the system's own, if any of it was left. */
function openFront(name: string): string {
  return `case \${${name}-} in ?*) export ${name}=":$${name}" ;; esac`
}

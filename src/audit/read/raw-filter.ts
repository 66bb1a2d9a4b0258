import type { Filter } from './filter.js'

/**
 * Texts of which every record that a filter lets pass holds one in its line: what holds none need not be parsed. Those of the member that
 * fewest lines have; nothing where that cannot be said.
 */
export function listTexts(filter: Filter): readonly string[] | undefined {
  const { id, call, thread, grep, project, state } = filter
  return (
    find(id, (text) => [text]) ??
    find(call, (text) => [`"tool_call":"${text}"`]) ??
    find(thread, (text) => [`"thread":"${text}"`]) ??
    // Of a long command the line has only the head.
    find(grep, (text) => [text, '"command_file":"']) ??
    (project?.every(isSame) ? project : undefined) ??
    find(state, (text) => [`"state":"${text}"`])
  )
}

function find(value: string | undefined, list: (value: string) => readonly string[]) {
  return value !== undefined && isSame(value) ? list(value) : undefined
}

/** Does a text stand in a line as it is? Quotes, backslashes and what is not ASCII can be written in more than one way. */
function isSame(text: string): boolean {
  return /^[ !#-[\]-~]+$/.test(text)
}

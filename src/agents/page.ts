import type { Agent } from './agent.js'
import { AGENTS } from './index.js'
import { KNOWN_AGENTS } from './known.js'

/** Where the documentation has it, in the repository. */
export const AGENTS_PAGE = 'docs/agents.md'

const [BEGIN, END] = ['<!-- agents: made of src/agents/ by `npm run build` -->', '<!-- /agents -->']

const HEAD = `
| agent | tested versions | route | what its commands get, and one audit line each with the model's text | ids in the line | limits |
|---|---|---|---|---|---|
`

/** An agent that nothing is known of. */
const OTHER =
  '| any other | | `start AGENT` | all, if it runs its commands with `bash -c` or `zsh -c` and hands its environment on | none | |\n'

/** The page with the table of agents as it is now; `page` has had one before. */
export function renderAgentsPage(page: string): string {
  const [head, tail] = [page.split(BEGIN)[0], page.split(END)[1]]
  return `${head}${BEGIN}\n${HEAD}${AGENTS.map(renderRow).join('')}${OTHER}\n${END}${tail}`
}

function renderRow({ name, title, page: { tested, routes, arrives, limits } }: Agent): string {
  return `| ${[title, tested.join(', '), routes, arrives, nameIds(name), limits].join(' | ')} |\n`
}

function nameIds(name: string): string {
  const { thread, session, call } = KNOWN_AGENTS.find((one) => one.name === name)?.ids ?? {}
  // An agent that has one id only gives it as both.
  const words =
    thread === session ? [session && 'session'] : [thread && 'thread', session && 'session']
  return [...words, call && 'call'].filter(Boolean).join(', ') || 'none'
}

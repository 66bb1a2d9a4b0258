import { KNOWN_AGENTS, type KnownAgent } from './known.js'

/** Where the shells have it, in the repository. */
export const SHELL_TEXT = 'shells/record/agent.sh'

const HEAD = `# shellcheck shell=bash
# Which agent started this command, and its ids: made of src/agents/known.ts by \`npm run build\`, for bash and zsh.
# Out: __codex_env_agent, __codex_env_thread, __codex_env_session, __codex_env_call; '' where it is not known.
`

/** The shells' part of the table of agents: the whole file `SHELL_TEXT`. */
export function renderShellText(): string {
  const branches = KNOWN_AGENTS.map((agent, at) => renderBranch(agent, at === 0 ? 'if' : 'elif'))
  return `${HEAD}${branches.join('')}else\n  ${assign('', {})}\nfi\n`
}

function renderBranch({ name, markers, ids }: KnownAgent, word: string): string {
  const found = markers.map((marker) => `\${${marker}-}`).join('')
  return `${word} [[ ${found} ]]; then\n  ${assign(name, ids)}\n`
}

function assign(name: string, { thread, session, call }: KnownAgent['ids']): string {
  const read = (id: string | undefined) => (id ? `\${${id}-}` : "''")
  return `__codex_env_agent=${name || "''"} __codex_env_thread=${read(thread)} __codex_env_session=${read(session)} __codex_env_call=${read(call)}`
}

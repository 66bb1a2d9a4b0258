/** What an agent puts into the environment of the commands that it starts. */
export type KnownAgent = {
  /** Its name in the audit line. */
  readonly name: string
  /** Variables that only its commands have, whatever their value: the first that is there and not empty tells. */
  readonly markers: readonly string[]
  /** Variables with its own ids, of a conversation, of what that belongs to, and of one call. */
  readonly ids: { readonly thread?: string; readonly session?: string; readonly call?: string }
}

/**
 * Every agent that is recognised, the one source for what the control plane refuses (inside.ts) and for what the shells record
 * (shells/record/agent.sh is made of it). Where the variables of two agents are there, one runs inside the other; the first here counts.
 *
 * A name is a marker only if no user has a reason to set it: `CODEX_HOME`, `CLAUDE_CODE_SHELL` or `OPENCODE_CONFIG` are settings, and
 * `CURSOR_TRACE_ID`, `GEMINI_CLI_IDE_SERVER_PORT` and `CLAUDE_CODE_SSE_PORT` are in every terminal of an editor.
 * Seen in the commands of Codex 0.79 to 0.171, Claude Code 2.1, Gemini CLI 0.61, Qwen Code 0.15, Copilot CLI 1.0 and OpenCode 1.18.
 */
export const KNOWN_AGENTS: readonly KnownAgent[] = [
  {
    name: 'codex',
    markers: [
      'CODEX_THREAD_ID',
      'CODEX_SESSION_ID',
      'CODEX_TOOL_CALL_ID',
      'CODEX_CI',
      'CODEX_SANDBOX',
      'CODEX_SANDBOX_NETWORK_DISABLED',
      'CODEX_NETWORK_PROXY_ACTIVE',
      'CODEX_PERMISSION_PROFILE',
      // All that a command of 0.79 has where its network is not cut off.
      'CODEX_MANAGED_BY_NPM',
      'CODEX_MANAGED_BY_BUN',
    ],
    ids: { thread: 'CODEX_THREAD_ID', session: 'CODEX_SESSION_ID', call: 'CODEX_TOOL_CALL_ID' },
  },
  {
    name: 'claude',
    markers: ['CLAUDECODE', 'CLAUDE_CODE_SESSION_ID', 'CLAUDE_CODE_CHILD_SESSION'],
    ids: { thread: 'CLAUDE_CODE_SESSION_ID', session: 'CLAUDE_CODE_SESSION_ID' },
  },
  // Before Gemini CLI, which it was made of.
  {
    name: 'qwen',
    markers: ['QWEN_CODE', 'QWEN_CODE_SESSION_ID'],
    ids: { thread: 'QWEN_CODE_SESSION_ID', session: 'QWEN_CODE_SESSION_ID' },
  },
  { name: 'gemini', markers: ['GEMINI_CLI'], ids: {} },
  {
    name: 'copilot',
    markers: ['COPILOT_CLI', 'COPILOT_AGENT_SESSION_ID'],
    ids: { thread: 'COPILOT_AGENT_SESSION_ID', session: 'COPILOT_AGENT_SESSION_ID' },
  },
  { name: 'opencode', markers: ['OPENCODE', 'OPENCODE_PID'], ids: {} },
  { name: 'cursor', markers: ['CURSOR_AGENT'], ids: {} },
]

/**
 * Names that agents share, by which one is recognised that is not listed above; neither names an agent in the audit line.
 * `AI_AGENT` is said by any agent of itself (https://www.npmjs.com/package/@vercel/detect-agent): every value counts but those by which
 * people switch things off. `AGENT` is too common a word for that: it counts with the value that OpenCode gives it, and with the name of an agent
 * (https://github.com/agentsmd/agents.md/issues/136), whose version may follow.
 */
export const SHARED_MARKERS: readonly { readonly name: string; readonly values: RegExp }[] = [
  { name: 'AI_AGENT', values: /^(?!\s*(?:0|false|no|off|none)?\s*$)/i },
  {
    name: 'AGENT',
    values:
      /^(?:1|true|(?:aider|amazon-q|amp|antigravity|augment|claude|cline|codex|copilot|crush|cursor|devin|gemini|github-copilot|goose|iflow|kilo|kiro|opencode|pi|qwen|roo|trae)(?![a-z]).*)$/is,
  },
]

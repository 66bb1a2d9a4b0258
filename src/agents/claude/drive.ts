import type { Drive } from '../drive.js'

/** How `verify` talks with Claude Code (https://code.claude.com/docs/en/llm-gateway); seen in 2.1.197 and 2.1.332. */
export const CLAUDE_DRIVE: Drive = {
  protocol: 'anthropic',
  tool: 'Bash',
  input: { description: 'verify', timeout: 60_000 },
  keeps: ['.claude/settings.json', '.claude/settings.local.json'],
  argv: ['-p', 'go', '--dangerously-skip-permissions'],
  env: (url) => ({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    // As root it refuses to go on without questions elsewhere.
    IS_SANDBOX: '1',
  }),
  states: [
    // In a fresh home it may begin before its snapshot is there.
    {
      title: 'with a snapshot of the shell',
      files: { '.claude/.last-cleanup': '', '.claude/shell-snapshots/earlier.sh': '' },
    },
    // A file where its folder belongs: it cannot make one, and every command is a login shell.
    { title: 'without a snapshot', files: { '.claude/shell-snapshots': '' } },
  ],
}

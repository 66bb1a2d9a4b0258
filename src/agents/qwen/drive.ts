import type { Drive } from '../drive.js'

/** How `verify` talks with Qwen Code; seen in 0.24.4. */
export const QWEN_DRIVE: Drive = {
  protocol: 'chat',
  tool: 'run_shell_command',
  input: { description: 'verify', is_background: false },
  keeps: ['.qwen/settings.json'],
  settings: {
    file: '.qwen/settings.json',
    wishes: [
      { kind: 'set', path: ['general', 'enableAutoUpdate'], value: false },
      { kind: 'set', path: ['privacy', 'usageStatisticsEnabled'], value: false },
      { kind: 'set', path: ['telemetry', 'enabled'], value: false },
      { kind: 'set', path: ['security', 'auth', 'selectedType'], value: 'openai' },
    ],
  },
  argv: ['-p', 'go', '--yolo', '--auth-type', 'openai'],
  env: (url) => ({
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_KEY: 'none',
    OPENAI_MODEL: 'scripted',
  }),
}

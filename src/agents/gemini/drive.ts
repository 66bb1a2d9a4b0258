import type { Drive } from '../drive.js'

/** How `verify` talks with Gemini CLI; the model's name is one for which it asks no other model first. Seen in 0.61.0. */
export const GEMINI_DRIVE: Drive = {
  protocol: 'gemini',
  tool: 'run_shell_command',
  input: { description: 'verify' },
  keeps: ['.gemini/settings.json', '.gemini/.env'],
  settings: {
    file: '.gemini/settings.json',
    wishes: [
      { kind: 'set', path: ['general', 'enableAutoUpdate'], value: false },
      { kind: 'set', path: ['privacy', 'usageStatisticsEnabled'], value: false },
      { kind: 'set', path: ['telemetry', 'enabled'], value: false },
      { kind: 'set', path: ['security', 'auth', 'selectedType'], value: 'gemini-api-key' },
      { kind: 'set', path: ['security', 'folderTrust', 'enabled'], value: false },
    ],
  },
  argv: ['-m', 'gemini-2.5-flash', '--yolo', '-p', 'go'],
  env: (url) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'none' }),
}

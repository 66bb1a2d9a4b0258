import type { Drive } from '../drive.js'

/** How `verify` talks with Copilot CLI: COPILOT_OFFLINE keeps it from asking for an account. Seen in 1.0.102. */
export const COPILOT_DRIVE: Drive = {
  protocol: 'chat',
  tool: 'bash',
  input: { description: 'verify', mode: 'sync', initial_wait: 60 },
  keeps: ['.copilot/settings.json'],
  argv: ['-p', 'go', '--allow-all', '--no-color'],
  env: (url) => ({
    COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
    COPILOT_PROVIDER_TYPE: 'openai',
    COPILOT_PROVIDER_WIRE_API: 'completions',
    COPILOT_PROVIDER_API_KEY: 'none',
    COPILOT_MODEL: 'scripted',
    COPILOT_OFFLINE: 'true',
    COPILOT_AUTO_UPDATE: 'false',
  }),
}

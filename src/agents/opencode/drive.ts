import { join } from 'node:path'
import type { Drive } from '../drive.js'

/** How `verify` talks with OpenCode, whose provider for other models is built in; seen in 1.18.33. */
export const OPENCODE_DRIVE: Drive = {
  protocol: 'chat',
  tool: 'bash',
  input: { description: 'verify' },
  keeps: ['.config/opencode/opencode.json', '.config/opencode/opencode.jsonc'],
  argv: ['run', '--model', 'scripted/m', 'go'],
  env: (url, home) => ({
    OPENCODE_CONFIG_CONTENT: JSON.stringify({
      provider: {
        scripted: {
          npm: '@ai-sdk/openai-compatible',
          name: 'scripted',
          options: { baseURL: `${url}/v1`, apiKey: 'none' },
          models: { m: { name: 'm', tool_call: true, limit: { context: 200_000, output: 8_000 } } },
        },
      },
      model: 'scripted/m',
      small_model: 'scripted/m',
      autoupdate: false,
      share: 'disabled',
      permission: { '*': 'allow', bash: 'allow', external_directory: 'allow' },
    }),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  }),
}

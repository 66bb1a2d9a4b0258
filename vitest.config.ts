import { defineConfig } from 'vitest/config'

/** What takes longer than `npm test` should, by the npm script that runs it (test:slow, test:long, test:agents). */
const SLOW = [
  'test/audit/collect.test.ts',
  'test/audit/read/newest.test.ts',
  'test/audit/rotation.test.ts',
  'test/audit/schema.test.ts',
  'test/capture/login-shell.test.ts',
  'test/capture/restore-routes.test.ts',
  'test/capture/setup.test.ts',
  'test/commands/terminal.test.ts',
  'test/commands/log-process.test.ts',
  'test/completion/completion.test.ts',
  'test/dialects/watches.test.ts',
  'test/doctor/doctor.test.ts',
  'test/faults/**/*.test.ts',
  'test/html/hostile.test.ts',
  'test/html/page.test.ts',
  'test/install.test.ts',
  'test/overlays/routes.test.ts',
  'test/package/**/*.test.ts',
  'test/providers/layouts.test.ts',
  'test/providers/managers.test.ts',
  'test/providers/tools/**/*.test.ts',
  'test/scenarios/**/*.test.ts',
  'test/providers/environments.test.ts',
  'test/security/**/*.test.ts',
  'test/shells/audit-line.test.ts',
  'test/shells/launcher.test.ts',
  'test/shells/logins.test.ts',
  'test/shells/profiles.test.ts',
  'test/shells/transparency.test.ts',
  'test/shells/watched.test.ts',
  'test/shells/zsh.test.ts',
]
const LONG = ['test/long/**/*.test.ts']
const AGENTS = ['test/agents/*.test.ts']

const SECOND = 1000

function makeProject(name: string, include: readonly string[], seconds: number) {
  return {
    test: {
      name,
      include: [...include],
      globalSetup: 'test/global-setup.ts',
      testTimeout: seconds * SECOND,
      hookTimeout: 2 * seconds * SECOND,
    },
  }
}

const unit = makeProject('unit', ['test/**/*.test.ts'], 60)

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...unit.test, exclude: [...SLOW, ...LONG, ...AGENTS, '**/node_modules/**'] } },
      makeProject('slow', SLOW, 60),
      makeProject('long', LONG, 900),
      {
        test: {
          name: 'agents',
          root: 'test/agents',
          include: ['*.test.ts'],
          fileParallelism: false,
          testTimeout: 120 * SECOND,
          hookTimeout: 600 * SECOND,
        },
      },
    ],
  },
})

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES, type Route } from '../routes.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { write } from '../world.js'

const MODES = ['suppress', 'reapply', 'allow'] as const
type Mode = (typeof MODES)[number]

const FORMS: readonly (readonly string[])[] = [
  ['-lc'],
  ['-cl'],
  ['-c', '-l'],
  ['-l', '-c'],
  ['--login', '-c'],
  ['-e', '-u', '-o', 'pipefail', '-lc'],
]

/** A profile that does to the environment what profiles do. */
const PROFILE = `export PATH=/profile/bin:/usr/bin:/bin
unset LD_LIBRARY_PATH
export ADDED=profile AGENTS=profile DECLARED=profile
echo the profile speaks
`

const AGENT = { PATH: '/agent/bin:/usr/bin:/bin', LD_LIBRARY_PATH: '/agent/lib', AGENTS: 'agent' }

const SHOW = `printf '%s\\n' "$PATH" "\${LD_LIBRARY_PATH-none}" "\${ADDED-none}" "$AGENTS" "$DECLARED" "$UNTOUCHED"`

const EXPECTED: Record<Mode, (project: string) => readonly string[]> = {
  suppress: (project) => [
    `${project}/bin:/agent/bin:/usr/bin:/bin`,
    `${project}/lib:/agent/lib`,
    'none',
    'agent',
    'declared',
    'declared',
  ],
  reapply: (project) => [
    `${project}/bin:/agent/bin:/usr/bin:/bin:/profile/bin`,
    `${project}/lib:/agent/lib`,
    'profile',
    'profile',
    'declared',
    'declared',
  ],
  allow: (project) => [
    `${project}/bin:/profile/bin:/usr/bin:/bin`,
    `${project}/lib`,
    'profile',
    'profile',
    'declared',
    'declared',
  ],
}

/** In sh nothing of ours can act after a profile, which would have the last word: there none is ever read. */
const modeOf = (asked: Mode, { shell }: Route): Mode => (shell === 'sh' ? 'suppress' : asked)

const build = (mode: Mode): Promise<Box> =>
  sandbox()
    .declare(
      `[env]\nDECLARED = declared\nUNTOUCHED = declared\n[path]\nPATH[] = bin\nLD_LIBRARY_PATH[] = lib\n[shell]\nlogin = ${mode}\n`,
    )
    .file('home/.bash_profile', PROFILE)
    .file('home/.profile', PROFILE)
    .file('home/.zprofile', PROFILE)
    .allow()
    .build()

const speaks = (stdout: string) => stdout.startsWith('the profile speaks\n')

const LOGIN_ROUTES: readonly Route[] = [
  ROUTES.hookBash,
  ROUTES.hookZsh,
  ROUTES.bash,
  ROUTES.zsh,
  ROUTES.sh,
]

describe.each(MODES)('login = %s', (mode) => {
  for (const route of LOGIN_ROUTES) {
    // dash has no --login, and no pipefail.
    const forms = route.shell === 'sh' ? FORMS.slice(0, 4) : FORMS
    for (const form of forms) {
      test.skipIf(isMissing(route.shell))(
        `holds for a login shell by ${route.name} (${form.join(' ')})`,
        async () => {
          const box = await build(mode)
          const { stdout, stderr, status } = await box.shell(route, [...form, SHOW], { env: AGENT })
          const shown = stdout.replace('the profile speaks\n', '').trimEnd().split('\n')
          expect({ shown, stderr, status }).toEqual({
            shown: EXPECTED[modeOf(mode, route)](box.project),
            stderr: '',
            status: 0,
          })
          // bash reads its profile before it reads the hook.
          const isRead = modeOf(mode, route) !== 'suppress' || route === ROUTES.hookBash
          expect(speaks(stdout)).toBe(isRead)
          expect(box.audit()).toMatchObject([{ state: 'fresh', command: SHOW }])
        },
      )
    }
  }
})

for (const route of LOGIN_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `where nothing is declared a login shell is one, whatever the settings say, by ${route.name}`,
    async () => {
      const product = ownProduct()
      write(join(product.config, 'config.ini'), '[audit]\nexit = true\n')
      const box = await sandbox(product)
        .file('home/.bash_profile', PROFILE)
        .file('home/.profile', PROFILE)
        .file('home/.zprofile', PROFILE)
        .build()
      // The first one makes the plan of no project.
      for (const _ of [1, 2]) {
        const env = { CODEX_THREAD_ID: 'thread' }
        const { stdout } = await box.shell(route, ['-lc', 'echo $ADDED'], { env })
        expect(stdout).toBe('the profile speaks\nprofile\n')
      }
      const ends = box.audit().filter(({ exit }) => exit === 0)
      expect(ends).toHaveLength(route.route === 'launcher' ? 2 : 0)
    },
  )
}

describe('a file that every zsh reads', () => {
  const cases = [ROUTES.hookZsh, ROUTES.zsh].flatMap((route) =>
    [['-c'], ['-lc']].map((form) => ({ route, form })),
  )
  for (const { route, form } of cases) {
    test.skipIf(isMissing('zsh'))(`is undone by ${route.name} (${form})`, async () => {
      const box = await build('suppress')
      box.write('home/.zshenv', PROFILE.replace('echo the profile speaks', ''))
      const { stdout } = await box.shell(route, [...form, SHOW], { env: AGENT })
      expect(stdout.trimEnd().split('\n')).toEqual(EXPECTED.suppress(box.project))
    })
  }
})

describe('config.fish, which every fish reads,', () => {
  const config = `set -gx PATH /profile/bin /usr/bin /bin
set -e LD_LIBRARY_PATH
set -gx ADDED profile
set -gx AGENTS profile
set -gx DECLARED profile
`
  const show = `printf '%s\\n' "$PATH" (set -q LD_LIBRARY_PATH; and echo "$LD_LIBRARY_PATH"; or echo none) (set -q ADDED; and echo $ADDED; or echo none) $AGENTS $DECLARED $UNTOUCHED`

  for (const mode of ['suppress', 'allow'] as const) {
    test.skipIf(isMissing('fish')).each(['-c', '-lc'])(
      `is dealt with by ${mode} (%s)`,
      async (form) => {
        const box = await build(mode)
        box.write('home/.config/fish/config.fish', config)
        const { stdout, stderr } = await box.shell(ROUTES.fish, [form, show], { env: AGENT })
        expect(stderr).toBe('')
        expect(stdout.trimEnd().split('\n')).toEqual(EXPECTED[mode](box.project))
        expect(box.audit()).toHaveLength(1)
      },
    )
  }
})

const MEETINGS = [
  { title: 'a launcher under the hook', route: ROUTES.bash, hooks: ROUTES.hookBash },
  { title: 'a zsh launcher under the hooks of both', route: ROUTES.zsh, hooks: ROUTES.hookZsh },
  { title: 'the prefix under the hook', route: ROUTES.prefix, hooks: ROUTES.hookBash },
]

for (const { title, route, hooks } of MEETINGS) {
  test.skipIf(isMissing(route.shell))(
    `${title} applies the plan once and leaves one line`,
    async () => {
      const box = await build('suppress')
      const env = { ...AGENT, ...hooks.env(box.product) }
      const { stdout, stderr } = await box.shell(route, ['-c', SHOW], { env })
      expect(stderr).toBe('')
      expect(stdout.trimEnd().split('\n')).toEqual(EXPECTED.suppress(box.project))
      expect(box.audit()).toHaveLength(1)
    },
  )
}

test('shells inside a command inherit what it has, and leave no line of their own', async () => {
  const box = await build('suppress')
  const inner = 'sh -c \'bash -c "exec env"\''
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', inner], { env: AGENT })
  expect(stdout.split('\n')).toContain('DECLARED=declared')
  expect(box.audit()).toHaveLength(1)
})

test('the file that the user had as BASH_ENV is read, and its variables count as the user’s', async () => {
  const box = await build('suppress')
  const own = box.write('home/own.bash', 'own_function() { echo called; }\nexport FROM_OWN=1\n')
  const env = { ...AGENT, CODEX_ENV_SHIM_BASH_ENV: own }
  const command = 'own_function; echo "$FROM_OWN $BASH_ENV"'
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', command], { env })
  expect(stdout).toBe(`called\n1 ${own}\n`)
})

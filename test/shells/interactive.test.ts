import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES, type Route } from '../routes.js'
import { type Box, sandbox } from '../sandbox.js'
import { hasTerminal, openTerminal } from '../terminal.js'

const canOpen = await hasTerminal()

const PROMPT = 'ready> '

/** They run until a key ends them, and say when they have begun. */
const WAITERS = {
  key: "sh -c 'echo started; exec sleep 100'",
  size: "sh -c 'echo started; read -r line; stty size'",
}

type Step =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'size'; readonly columns: number; readonly rows: number }

const line = (text: string): Step => ({ kind: 'line', text })
const key = (text: string): Step => ({ kind: 'key', text })

/** Login profile, options, Ctrl-C, Ctrl-Z and what follows, the window's size, an error. */
const SESSION: readonly Step[] = [
  line('echo "<$0 $- $FROM_PROFILE $DECLARED>"'),
  line('echo "$(tty | cut -c1-9) $(ps -o stat= -p $$ | tr -d l)"'),
  key('\x03'),
  line('echo $?'),
  key('\x1a'),
  line('jobs'),
  line('kill -9 %1; sleep 0.5'),
  line('jobs'),
  line('stty size'),
  { kind: 'size', columns: 100, rows: 30 },
  line('stty size'),
  line('no_such_command'),
  line('sleep 0.3 & wait; echo "done $?"'),
  line("trap 'echo caught' INT; kill -INT $$"),
]

const SHELLS: readonly (readonly [Route, readonly string[]])[] = [
  [ROUTES.bash, ['-l']],
  [ROUTES.bash, ['-i']],
  [ROUTES.bash, ['-li']],
  [ROUTES.zsh, ['-l']],
  [ROUTES.zsh, ['-i']],
  [ROUTES.sh, ['-l']],
  [ROUTES.sh, ['-i']],
]

const PROFILE = `export FROM_PROFILE=1 PS1='${PROMPT}'\n`

const build = () =>
  sandbox()
    .declare('[env]\nDECLARED = declared\n')
    .file('home/.bash_profile', PROFILE)
    .file('home/.bashrc', PROFILE)
    .file('home/.profile', PROFILE)
    .file('home/.zprofile', 'export FROM_PROFILE=1\n')
    .file('home/.zshrc', `unsetopt prompt_sp; PS1='${PROMPT}'\n`)
    .allow()
    .build()

for (const [route, args] of SHELLS) {
  test.skipIf(!canOpen || isMissing(route.shell))(
    `${route.name} on a terminal (node-pty) is the shell one knows (${args})`,
    async () => {
      const box = await build()
      const real = await hold(box, [...route.real, ...args], { DECLARED: 'declared' })
      const ours = await hold(box, [...route.program(box.product), ...args], {})
      expect(ours).toEqual(real)
      expect(ours.join('')).toContain('declared>')
      // What is typed is not recorded: one line, when the shell starts.
      expect(box.audit()).toHaveLength(1)
    },
  )
}

test.skipIf(!canOpen || isMissing('fish'))(
  'the fish launcher on a terminal (node-pty) answers, and ends as told',
  async () => {
    const box = await build()
    const terminal = await openTerminal([...ROUTES.fish.program(box.product), '-il'], {
      cwd: box.project,
      env: { ...box.env, TERM: 'dumb' },
    })
    try {
      terminal.type('echo "<$DECLARED"(math 6 x 7)">"')
      await terminal.waitFor('<declared42>')
      terminal.type('exit 7')
      expect(await terminal.ended).toMatchObject({ exitCode: 7 })
    } finally {
      terminal.dispose()
    }
    expect(box.audit()).toHaveLength(1)
  },
)

/** Holds the session with a program; answers what the screen showed after each step, and how it ended. */
async function hold(box: Box, argv: readonly string[], more: object): Promise<readonly string[]> {
  const env = { ...box.env, TERM: 'dumb', HISTFILE: '/dev/null', PS1: PROMPT, ...more }
  const terminal = await openTerminal(argv, { cwd: box.project, env })
  try {
    const shown = [await terminal.waitFor(PROMPT)]
    for (const step of SESSION) {
      terminal.type(step.kind === 'line' ? step.text : WAITERS[step.kind])
      if (step.kind !== 'line') shown.push(await terminal.waitFor('started\r\n'))
      if (step.kind === 'key') terminal.press(step.text)
      if (step.kind === 'size') {
        terminal.resize(step.columns, step.rows)
        terminal.press('\r')
      }
      shown.push(await terminal.waitFor(PROMPT))
    }
    terminal.type('exit 7')
    const { exitCode, signal } = await terminal.ended
    return [...shown, `${exitCode} ${signal}`].map((text) => text.replace(/\b\d{3,}\b/g, '<pid>'))
  } finally {
    terminal.dispose()
  }
}

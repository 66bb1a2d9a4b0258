import { expect, test } from 'vitest'
import { ROUTES } from '../routes.js'
import { sandbox } from '../sandbox.js'
import { hasTerminal, openTerminal } from '../terminal.js'

const canOpen = await hasTerminal()

test.skipIf(!canOpen)(
  'bash’s launcher as a login shell on a terminal (node-pty) is the shell one knows',
  async () => {
    const box = await sandbox()
      .declare('[env]\nVALUE = declared\n')
      .file('home/.bash_profile', 'PS1="profile> "; export FROM_PROFILE=1\n')
      .allow()
      .build()
    const argv = [...ROUTES.bash.program(box.product), '-l']
    const env = { ...box.env, TERM: 'dumb', HISTFILE: '/dev/null' }
    const terminal = await openTerminal(argv, { cwd: box.project, env })
    try {
      // Neither a word about job control nor anything else stands before the first prompt.
      expect(await terminal.waitFor('profile> ')).toBe('')
      terminal.type('echo "<$VALUE $FROM_PROFILE $- $0>"')
      await terminal.waitFor('$0>"')
      expect(await terminal.waitFor('profile> ')).toMatch(/<declared 1 \w*i\w*m\w* \S*bash>/)
      terminal.type("sh -c 'echo ready; exec cat'")
      await terminal.waitFor('ready\r\n')
      terminal.press('\x03')
      await terminal.waitFor('profile> ')
      terminal.type('echo $?; sleep 0 & wait; jobs')
      expect(await terminal.waitFor('profile> ')).toContain('130')
      terminal.type('exit 7')
      expect(await terminal.ended).toMatchObject({ exitCode: 7 })
    } finally {
      terminal.dispose()
    }
    expect(box.audit()).toHaveLength(1)
  },
)

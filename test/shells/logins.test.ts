import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { type Box, sandbox } from '../sandbox.js'

const PROGRAMS = [
  'bwrap',
  'cc',
  'su',
  'sudo',
  'make',
  'vim',
  'tmux',
  'screen',
  'cron',
  'ssh',
  'rsync',
  'git',
]
const lacks = (process.getuid?.() !== 0 && 'root') || PROGRAMS.find(isMissing)

/** What logging in comes to for a user with this shell in passwd; the paths of the two shells are the same word. */
async function logIn(box: Box, shell: string, real: string, name: string): Promise<string> {
  const folder = join(box.dir, name)
  mkdirSync(folder)
  const etc = (file: string, line: string) =>
    box.write(`${name}-${file}`, `${readFileSync(`/etc/${file}`, 'utf8')}${line}\n`)
  const passwd = etc('passwd', `agent:x:0:0::${box.project}:${shell}`)
  const shadow = etc('shadow', 'agent:*:19000:0:99999:7:::')
  const binds = ['--bind', passwd, '/etc/passwd', '--bind', shadow, '/etc/shadow']
  const cron = ['/run', '/etc/cron.d', '/var/spool/cron/crontabs'].flatMap((at) => ['--tmpfs', at])
  const inside = ['bwrap', '--bind', '/', '/', '--dev-bind', '/dev', '/dev', ...binds, ...cron]
  const script = join(import.meta.dirname, 'logins.sh')
  const { stdout } = await box.run([...inside, '/bin/bash', script, shell, folder])
  return stdout.replaceAll(folder, 'FOLDER').replaceAll(shell, real)
}

for (const shell of ['bash', 'zsh'] as const) {
  test.skipIf(lacks || isMissing(shell))(
    `${shell} as a login shell is the real one: su, sudo, sshd, scp, sftp, rsync, git, make, vim, tmux, screen, cron`,
    async () => {
      const box = await sandbox().build()
      const real = `/bin/${shell}`
      const expected = await logIn(box, real, real, 'real')
      expect(expected).toContain('git one: 0')
      expect(await logIn(box, join(box.product.shells, shell), real, 'ours')).toBe(expected)
    },
  )

  test.skipIf(lacks || isMissing(shell))(
    `${shell} as a login shell has what is declared`,
    async () => {
      const box = await sandbox().declare('[env]\nVALUE = declared\n').allow().build()
      const said = await logIn(box, join(box.product.shells, shell), `/bin/${shell}`, 'ours')
      // su and sudo twice each, cron, and twice ssh; `su -c` stays where it is called.
      expect(said.split('|declared\n')).toHaveLength(7)
      expect(said).toContain('git one: 0')
    },
  )
}

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { requireOutsideAgent } from '../agents/inside.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import type { CommandSpec } from './command.js'

/** Installs from the package that npm has installed: what install.sh does from a clone. */
export const setup: CommandSpec = {
  name: 'setup',
  summary: 'after `npm install -g`: install for this user, or update',
  examples: [
    `${PROGRAM} setup`,
    `npx ${PROGRAM} setup`,
    `${PROGRAM} setup --uninstall`,
    `${PROGRAM} setup --uninstall --purge`,
  ],
  define: (command) =>
    command
      .option('--prefix <dir>', 'install into DIR/bin and DIR/share')
      .option(
        '--uninstall',
        'before `npm uninstall -g`, which leaves all of this behind: undo `enable`, remove the program; the log stays',
      )
      .option('--json', 'print what was done as JSON')
      .option('--purge', 'with --uninstall: remove the audit log and your config.ini, too'),
  run: async (world, _args, { prefix, uninstall, purge, json }) => {
    requireOutsideAgent(world, 'setup')
    const args = [
      ...(typeof prefix === 'string' ? ['--prefix', resolve(world.cwd, prefix)] : []),
      ...(uninstall ? ['--uninstall'] : []),
      ...(purge ? ['--purge'] : []),
    ]
    if (purge && !uninstall) {
      throw new ShimError('usage', '--purge goes with --uninstall', {
        remedy: `${PROGRAM} setup --uninstall --purge`,
      })
    }
    world.tell(uninstall ? 'removing …' : 'installing …')
    const {
      stdout,
      stderr,
      exitCode = 1,
    } = await execa(findInstaller(world), args, {
      env: world.env,
      reject: false,
      stdin: 'ignore',
    })
    world.tell('')
    const said = json
      ? JSON.stringify({ done: exitCode === 0, lines: stdout.split('\n') }, null, 2)
      : stdout
    return { stdout: `${said}\n`, stderr: stderr && `${stderr}\n`, status: exitCode }
  },
}

/** The installer is in the package, and not in what it has installed. */
function findInstaller({ places }: World): string {
  const installer = join(places.data, 'install.sh')
  if (existsSync(installer)) return installer
  throw new ShimError('not-available', 'this installation did not come from npm', {
    remedy: `run ./install.sh where you have it from, or: npx ${PROGRAM}@latest setup`,
  })
}

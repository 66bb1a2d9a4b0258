import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { quoteWord } from '../../dialects/posix.js'
import { ShimError } from '../../errors.js'
import { PROGRAM } from '../../names.js'
import type { World } from '../../world.js'
import type { ShellRoute } from '../agent.js'

const USER = 'codex-agent'

/** How Codex, which takes its shell from the passwd entry alone, comes to start our launcher. */
export function describeShellRoute(world: World): ShellRoute {
  const launcher = join(world.places.data, 'shells', 'bash')
  if (!statSync(launcher, { throwIfNoEntry: false })?.isFile()) {
    throw new ShimError('bad-store', `${launcher} is missing`, { remedy: 'run install.sh first' })
  }
  return {
    launcher,
    problems: findProblems(launcher),
    commands: listCommands(launcher),
    covers: [
      'every command that Codex starts for that user, in every version (also those that ignore config.toml)',
      'login shells, with and without the snapshot: profiles cannot change what is declared',
      'other programs that start a login shell for that user: sshd, su -, cron',
    ],
    misses: [
      'a shell that the model asks for by another name (zsh, fish)',
      'programs that Codex starts without a shell: MCP servers, hooks',
      'any other user: plans, what is allowed and the audit log belong to one user each',
    ],
  }
}

function listCommands(launcher: string): ShellRoute['commands'] {
  const shell = quoteWord(launcher)
  return [
    {
      why: 'make the launcher a login shell that the system accepts',
      command: `grep -qxF ${shell} /etc/shells || echo ${shell} >>/etc/shells`,
    },
    {
      why: 'a new user for the agent …',
      command: `useradd --create-home --shell ${shell} ${USER}`,
    },
    { why: '… or one that is there', command: `chsh --shell ${shell} ${USER}` },
    { why: 'to go back', command: `chsh --shell /bin/bash ${USER}` },
    {
      why: `as that user: install ${PROGRAM} too, so that plans and log are its own (then name its launcher above)`,
      command: `su -s /bin/bash - ${USER} -c ./install.sh`,
    },
  ]
}

/** Another user must be able to read and run the launcher, and to pass every directory above it. */
function findProblems(launcher: string): ShellRoute['problems'] {
  const blocked = listAncestors(dirname(launcher)).filter((folder) => !allows(folder, 0o001))
  const folders = blocked.map((folder) => ({
    what: `${folder} cannot be entered by others`,
    remedy: `chmod o+x ${quoteWord(folder)}`,
  }))
  if (allows(launcher, 0o005)) return folders
  const what = `${launcher} cannot be read and run by others`
  return [...folders, { what, remedy: `chmod o+rx ${quoteWord(launcher)}` }]
}

function listAncestors(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [...listAncestors(above), folder]
}

function allows(path: string, bits: number): boolean {
  return (statSync(path).mode & bits) === bits
}

import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ShimError } from '../../system/errors.js'
import type { World } from '../../system/world.js'
import { quoteShown } from '../../text/quote.js'
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
      'every command that Codex starts for that user, whatever config.toml says and this Codex makes of it',
      'login shells, with and without the snapshot',
      'other programs that start the login shell of that user: sshd, su -',
    ],
    misses: [
      'a shell that the model asks for by name (zsh, sh)',
      'programs that Codex starts without a shell: MCP servers, hooks',
      'any other user: plans, what is allowed and the audit log are those of the user who installed',
    ],
  }
}

function listCommands(launcher: string): ShellRoute['commands'] {
  const shell = quoteShown(launcher)
  return [
    { why: 'a user that only the agent has', command: `useradd --create-home ${USER}` },
    {
      why: `a launcher serves the user who installed it: if that is not ${USER}, install as ${USER} and take the path this says there`,
      command: `su - ${USER}`,
    },
    {
      why: 'let the launcher be a login shell',
      command: `grep -qxF ${shell} /etc/shells || echo ${shell} >>/etc/shells`,
    },
    { why: 'make it the login shell', command: `chsh -s ${shell} ${USER}` },
    { why: 'to go back', command: `chsh -s /bin/bash ${USER}` },
  ]
}

/** Another user must be able to read and run the launcher, and to pass every directory above it. */
function findProblems(launcher: string): ShellRoute['problems'] {
  const blocked = listAncestors(dirname(launcher)).filter((folder) => !allows(folder, 0o001))
  const folders = blocked.map((folder) => ({
    what: `${folder} cannot be entered by others`,
    remedy: `chmod o+x ${quoteShown(folder)}`,
  }))
  if (allows(launcher, 0o005)) return folders
  const what = `${launcher} cannot be read and run by others`
  return [...folders, { what, remedy: `chmod o+rx ${quoteShown(launcher)}` }]
}

function listAncestors(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [...listAncestors(above), folder]
}

function allows(path: string, bits: number): boolean {
  return (statSync(path).mode & bits) === bits
}

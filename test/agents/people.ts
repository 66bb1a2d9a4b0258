import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { listProcesses } from '../../src/system/processes.js'

/** A user of the machine who runs Codex: directories of their own, and profiles that spoil every environment. */
export type Person = {
  /** Holds all the rest. */
  readonly root: string
  readonly home: string
  /** Declares an environment. */
  readonly project: string
  /** Declares none, and lies below no project. */
  readonly elsewhere: string
  /** TMPDIR: outside the machine's own, so that a sandbox's leavings go away with the rest. */
  readonly tmp: string
  /** What the user's terminal hands to the agent; nothing else. */
  readonly env: Readonly<Record<string, string>>
}

/** The agent's PATH as the user's terminal has it; the first entry exists nowhere and must still be kept in its place. */
export const AGENT_PATH = [
  ...new Set(['/opt/agent/bin', dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin']),
]

/** A library folder that the user's terminal names, in front of which the project's own belongs. */
export const AGENT_LIBRARIES = '/opt/agent/lib'

// Not below /tmp: Codex refuses to put its PATH helpers into a CODEX_HOME there.
const WORK = fileURLToPath(new URL('.work', import.meta.url))

/** A new person; nothing of theirs is on disk before they move in. */
export function definePerson(): Person {
  const root = join(WORK, `person-${process.pid}-${Date.now()}`)
  const [home, tmp] = [join(root, 'home'), join(root, 'tmp')]
  const env = {
    HOME: home,
    PATH: AGENT_PATH.join(':'),
    LD_LIBRARY_PATH: AGENT_LIBRARIES,
    TMPDIR: tmp,
    AGENT_VAR: 'as the agent has it',
    LANG: 'C.UTF-8',
  }
  return {
    root,
    home,
    project: join(root, 'project'),
    elsewhere: join(root, 'elsewhere'),
    tmp,
    env,
  }
}

/** Makes the person's directories, and in their HOME the hostile profiles and rc files. */
export async function moveIn({ home, project, elsewhere, tmp }: Person): Promise<void> {
  for (const folder of [home, join(project, 'deep/er'), elsewhere, tmp]) {
    await mkdir(folder, { recursive: true })
  }
  for (const name of PROFILES) await writeFile(join(home, name), hostileProfile(name))
}

/** Leaves nothing of the person on disk. */
export async function moveOut(person: Person): Promise<void> {
  // A collector that a hook has started ends by itself when no agent runs any more; until then it writes where the person lives.
  for (const { pid } of findCollectors(person)) process.kill(pid)
  while (findCollectors(person).length > 0) await setTimeout(50)
  // What an agent has left running may write once more meanwhile.
  await rm(person.root, { recursive: true, force: true, maxRetries: 20 })
}

/** Those of the agent homes that `verify` makes below the person's, too. */
function findCollectors({ root }: Person) {
  return listProcesses(process.getuid?.() ?? 0).filter(
    ({ argv, environment }) =>
      argv.includes('--collect') && environment?.['HOME']?.startsWith(`${root}/`),
  )
}

const PROFILES = [
  '.profile',
  '.bash_profile',
  '.bashrc',
  '.zshenv',
  '.zprofile',
  '.zshrc',
  '.zlogin',
]

function hostileProfile(name: string): string {
  return `echo 'hello from ${name}'
export PATH=/usr/bin:/bin:/from/${name}
unset LD_LIBRARY_PATH
export PROFILE_VAR=${name}
export AGENT_VAR=${name}
export GREETING=${name}
sleep 0.1
${name === '.bash_profile' ? '. ~/.bashrc\n' : ''}`
}

/**
 * The argument vector that runs `argv` where `shell` is the user's login shell: Codex asks getpwuid(3), so a private
 * passwd file is mounted over the machine's, in a mount namespace that nobody else sees.
 */
export async function withLoginShell(
  person: Person,
  shell: string,
  argv: readonly string[],
): Promise<readonly string[]> {
  const passwd = join(person.root, 'passwd')
  await writeFile(passwd, withOwnEntry(await readFile('/etc/passwd', 'utf8'), person, shell))
  return inNamespace(await findWay(passwd), passwd, argv)
}

// The tests do not run on Windows, where there is no number.
const UID = process.getuid?.() ?? 0
const GID = process.getgid?.() ?? 0

function withOwnEntry(passwd: string, { home }: Person, shell: string): string {
  const others = passwd.split('\n').filter((line) => line.split(':')[2] !== `${UID}`)
  return [`person:x:${UID}:${GID}:person:${home}:${shell}`, ...others].join('\n')
}

/** How to get a mount namespace, and how to be oneself again inside it. */
type Way = { readonly enter: readonly string[]; readonly become: readonly string[] }

const WAYS: readonly Way[] = [
  { enter: ['unshare', '--mount'], become: [] },
  {
    enter: ['unshare', '--user', '--map-root-user', '--mount'],
    become: ['unshare', '--user', `--map-user=${UID}`, `--map-group=${GID}`],
  },
]

function inNamespace(way: Way, passwd: string, argv: readonly string[]): readonly string[] {
  const mount = 'mount --bind "$0" /etc/passwd && exec "$@"'
  return [...way.enter, '/bin/sh', '-c', mount, passwd, ...way.become, ...argv]
}

/** The first way that this machine permits. */
async function findWay(passwd: string): Promise<Way> {
  for (const way of WAYS) {
    const [command = '', ...args] = inNamespace(way, passwd, ['true'])
    const { failed } = await execa(command, args, { reject: false })
    if (!failed) return way
  }
  throw new Error(
    'These tests need a mount namespace of their own, to give Codex a user with another login shell. ' +
      'Run them as root with CAP_SYS_ADMIN, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).',
  )
}

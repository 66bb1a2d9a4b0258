import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isExecutable } from '../system/executable.js'
import { PROGRAM } from '../system/names.js'
import { broken, type Finding, ok, type Patient, warn } from './check.js'

const REINSTALL = 'run install.sh (or `codex-env-shim setup`) again, from the version you want'

/** What must be there for a command to get its environment. */
const FILES = [
  'shells/hook.bash',
  'shells/hook.zsh',
  'shells/zdotdir/.zshenv',
  'shells/bash',
  'shells/zsh',
  'shells/sh',
  'shells/fish',
  'shells/record/record.sh',
  'dist/shell-call.cjs',
  'dist/shell-call-compiled.cjs',
  'dist/cli.cjs',
]

/** Is everything that was installed still there? */
export function checkFiles({ world }: Patient): Finding {
  const { data } = world.places
  const missing = FILES.map((file) => join(data, file)).filter((file) => !existsSync(file))
  if (missing.length > 0)
    return broken(
      missing.map((file) => `${file} is gone`),
      REINSTALL,
    )
  return ok(data)
}

/** Which launchers of bash and zsh are in place: the native program, or the scripts, which never see their own argv[0]. */
export function checkLaunchers({ world }: Patient): Finding {
  const { data } = world.places
  const isNative = existsSync(join(data, 'shells/launch/bash'))
  if (isNative) return ok('bash, zsh: native', 'sh, fish: scripts')
  return warn(
    [
      'bash, zsh, sh, fish: scripts. They take no login shell that is asked for by argv[0] (su -, sshd)',
    ],
    'install a C compiler (cc), then run install.sh (or `codex-env-shim setup`) again',
  )
}

/** Folders of version managers: an update takes the Node in them away. */
const MANAGED =
  /\/(?:\.nvm|\.fnm|fnm_multishells|\.asdf|mise\/installs|\.nodenv|\.volta|n\/versions)\//

/** Is the Node that was baked in still there, and will it stay? */
export function checkNode({ world }: Patient): Finding {
  const node = readBakedNode(world.places.data) ?? process.execPath
  const isThere = isExecutable(node)
  if (!isThere) return broken([`Node is gone from ${node}`], REINSTALL)
  const said = `${node}, ${process.version}`
  if (!MANAGED.test(node)) return ok(said)
  return warn(
    [`${said}: a version manager put it there, and may take it away`],
    `after an update of Node, ${REINSTALL}`,
  )
}

/** Is the command found by its name? */
export function checkCommand({ world }: Patient): Finding {
  const folders = (world.env['PATH'] ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, PROGRAM)).find(isExecutable)
  if (found) return ok(found)
  return warn([`${PROGRAM} is not on PATH`], 'add the folder that install.sh named to PATH')
}

function readBakedNode(data: string): string | undefined {
  try {
    const text = readFileSync(join(data, 'shells/launch/control.bash'), 'utf8')
    return /^exec "([^"]+)"/m.exec(text)?.[1]
  } catch {
    return undefined
  }
}

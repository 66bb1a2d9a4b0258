import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runShim } from './world.mjs'

/** Ten providers that need no program of their own, so that every machine measures the same. */
const DECLARATION = `[providers]
use[] = conda
use[] = venv
use[] = nvm
use[] = fnm
use[] = pyenv
use[] = rbenv
use[] = asdf
use[] = devcontainer
dotenv[] = .env
command[] = ./environment
`

const FILES = {
  'project/.env': 'DOTENV_ONE = 1\nDOTENV_TWO = 2\n',
  'project/environment': "#!/bin/sh\nprintf 'COMMAND_ONE=1\\0COMMAND_TWO=2\\0'\n",
  'project/.devcontainer/devcontainer.json': '{"remoteEnv": {"CONTAINER_ONE": "1"}}',
  'project/.conda/conda-meta/history': '',
  'project/.conda/bin/python': '',
  'project/.venv/pyvenv.cfg': 'home = /usr/bin\n',
  'project/.venv/bin/python': '',
  'project/.nvmrc': '20\n',
  'project/.python-version': '3.12\n',
  'project/.ruby-version': '3.3.1\n',
  'project/.tool-versions': 'golang 1.23.0\n',
  '.nvm/versions/node/v20.1.0/bin/node': '',
  '.local/share/fnm/node-versions/v20.1.0/installation/bin/node': '',
  '.pyenv/versions/3.12.1/bin/python': '',
  '.rbenv/versions/3.3.1/bin/ruby': '',
  '.asdf/installs/golang/1.23.0/bin/go': '',
}

/** Two projects whose commands get the same environment: from ten providers, and from lines of the declaration. */
export function provideProjects(world) {
  const provided = world.locate('provided')
  for (const [file, text] of Object.entries(FILES)) {
    const path = file.startsWith('project/')
      ? file.replace('project', provided)
      : join(world.home, file)
    write(path, text)
  }
  write(join(provided, '.codex/env.ini'), DECLARATION)
  runShim(world, ['allow', provided])
  const declared = world.locate('declared')
  const { projects } = JSON.parse(runShim(world, ['status', '--json', provided]))
  write(join(declared, '.codex/env.ini'), renderChanges(projects[0].changes))
  runShim(world, ['allow', declared])
  return { provided, declared }
}

/** What each of ten scripts does to variables of its own, and what comes of it where nothing is set. */
const SCRIPTS = Array.from({ length: 10 }, (_, index) => ({
  script: [
    `export MODE_${index}="\${MODE_${index}:-dev}"`,
    `export OF${index}_FLAGS="$OF${index}_FLAGS -g"`,
    `export OLD_${index}="$OF${index}_LIBS"`,
    `export PATH="/opt/tool-${index}/bin:$PATH"`,
    '',
  ].join('\n'),
  env: `MODE_${index} = dev\nOF${index}_FLAGS = " -g"\nOLD_${index} =\n`,
  path: `PATH[] = /opt/tool-${index}/bin\n`,
}))

/** Two projects whose commands get the same environment here: from scripts that look at what the agent has, and from plain lines. */
export function learnProjects(world) {
  const learned = world.locate('learned')
  for (const [index, { script }] of SCRIPTS.entries()) write(join(learned, `${index}.sh`), script)
  const lines = SCRIPTS.map((_, index) => `source[] = ./${index}.sh\n`)
  write(join(learned, '.codex/env.ini'), `[providers]\n${lines.join('')}`)
  const plain = world.locate('plain')
  const env = SCRIPTS.map((one) => one.env).join('')
  const path = SCRIPTS.toReversed().map((one) => one.path)
  write(join(plain, '.codex/env.ini'), `[env]\n${env}[path]\n${path.join('')}`)
  for (const project of [learned, plain]) runShim(world, ['allow', project])
  return { learned, plain }
}

/** The compiler after a change of a file that a tool reads, and that tool by itself. */
export function askAnew(world) {
  const root = world.locate('asked')
  const tool = join(root, 'tool')
  write(tool, '#!/bin/sh\nsleep 0.2\nMODE="${MODE:-dev}" CFLAGS="$CFLAGS -g" exec "$@"\n')
  write(join(root, '.codex/env.ini'), '[providers]\nrun[] = ./tool\n')
  runShim(world, ['allow', root])
  const command = [tool, '/usr/bin/env', '-0']
  return {
    subject: {
      command: [process.execPath, world.compiler, 'compile', root],
      cwd: root,
      prepare: ['touch', '-c', tool],
    },
    against: { command, cwd: root },
  }
}

function renderChanges(changes) {
  const of = (kind) => changes.filter(({ change }) => change === kind)
  // The layer that comes last stands in front, and in a file the first line does.
  const entries = of('prepend')
    .reverse()
    .flatMap(({ name, value }) => value.split(':').map((entry) => `${name}[] = ${entry}`))
  const sets = of('set').map(({ name, value }) => `${name} = ${value}`)
  const unsets = of('unset').map(({ name }) => `names[] = ${name}`)
  return `[env]\n${sets.join('\n')}\n[path]\n${entries.join('\n')}\n[unset]\n${unsets.join('\n')}\n`
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 })
}

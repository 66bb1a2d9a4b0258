import { createHash } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import { failProvider } from '../failure.js'
import type { Provider, Scene } from '../provider.js'
import { findAbove, isThere, readText } from './files.js'
import { contributeVenv, isVenv } from './venv-folder.js'

const FILE = 'Pipfile'

/** pipenv: the virtual environment that it uses for the project, without starting it. */
export const pipenv: Provider = {
  name: 'pipenv',
  detect: ({ root }) => findAbove(root, [FILE]),
  watch: (scene) => {
    const own = join(dirname(locateFile(scene)), '.venv')
    return [locateFile(scene), own, join(own, 'pyvenv.cfg'), join(locate(scene), 'pyvenv.cfg')]
  },
  trusted: () => ({ by: 'nobody' }),
  resolve: async (scene) => {
    const folder = locate(scene)
    if (!isVenv(folder)) throw failProvider(scene, `no environment in ${folder}`, 'pipenv install')
    const from = `pipenv (${folder})`
    const { ops, watch } = contributeVenv(scene, folder, from)
    const dotenv = join(dirname(locateFile(scene)), '.env')
    const note = `${from}: pipenv run reads ${dotenv} too; to have it: dotenv[] = ${dotenv}`
    return { ops, watch, notes: isThere(dotenv) ? [note] : [] }
  },
}

function locateFile({ root, base }: Scene): string {
  const named = base['PIPENV_PIPFILE']
  return named ? resolve(root, named) : (findAbove(root, [FILE]) ?? join(root, FILE))
}

/** Where pipenv's Project.get_location_for_virtualenv looks: `.venv`, a folder or a file that names one, else below WORKON_HOME. */
function locate(scene: Scene): string {
  const { base, world } = scene
  const file = locateFile(scene)
  const own = join(dirname(file), '.venv')
  const data = base['XDG_DATA_HOME'] ?? join(world.home, '.local/share')
  const home = base['WORKON_HOME'] ?? join(data, 'virtualenvs')
  const inProject = base['PIPENV_VENV_IN_PROJECT']
  if (isVenv(own) && !/^(?:0|false|no|off)$/i.test(inProject ?? '')) return own
  if (/^(?:1|true|yes|on)$/i.test(inProject ?? '')) return own
  const said = readText(own)?.trim()
  if (said) return said.includes('/') ? resolve(dirname(file), said) : join(home, said)
  return join(home, base['PIPENV_CUSTOM_VENV_NAME'] ?? nameEnvironment(file))
}

/** As Project.virtualenv_name makes it of the folder's name and the Pipfile's path. */
function nameEnvironment(file: string): string {
  const name = basename(dirname(file)).replace(/[ &$`!*@"()[\]\\\r\n\t]/g, '_')
  const hash = createHash('sha256').update(file).digest().subarray(0, 6).toString('base64url')
  return `${name.slice(0, 42)}-${hash}`
}

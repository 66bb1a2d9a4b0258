import { statSync } from 'node:fs'
import { join } from 'node:path'
import { VARIABLES } from '../system/names.js'
import type { World } from '../system/world.js'
import type { Environment } from './environment.js'

/** What a person is, and how the network is reached. */
const PERSON =
  /^(?:HOME|USER|LOGNAME|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|XDG_[A-Z_]+|SSH_AUTH_SOCK|SSL_CERT_FILE|(?:https?|all|no)_proxy)$/i

/** Where tools keep what they have installed and how they are configured; never what they left in an environment they changed. */
const TOOLS = new Set(
  `DIRENV_CONFIG MISE_DATA_DIR MISE_CONFIG_DIR MISE_STATE_DIR MISE_CACHE_DIR MISE_SYSTEM_DIR MISE_GLOBAL_CONFIG_FILE MISE_ENV
  ASDF_DIR ASDF_DATA_DIR ASDF_CONFIG_FILE NIX_PATH NIX_CONF_DIR NIX_STORE_DIR NIX_STATE_DIR NIX_LOG_DIR NIX_REMOTE NIX_SSL_CERT_FILE
  NIX_USER_CONF_FILES DEVENV_HOME CONDA_EXE CONDA_ENVS_PATH MAMBA_EXE MAMBA_ROOT_PREFIX UV_PROJECT_ENVIRONMENT POETRY_CACHE_DIR
  POETRY_CONFIG_DIR POETRY_VIRTUALENVS_PATH POETRY_VIRTUALENVS_IN_PROJECT WORKON_HOME PIPENV_PIPFILE PIPENV_VENV_IN_PROJECT
  PIPENV_CUSTOM_VENV_NAME CONDARC CONDA_ENVS_DIRS HATCH_DATA_DIR HATCH_CONFIG PIXI_HOME OPAMROOT RUSTUP_HOME CARGO_HOME SDKMAN_DIR
  SPACK_ROOT SPACK_USER_CONFIG_PATH SPACK_SYSTEM_CONFIG_PATH GUIX_PACKAGE_PATH
  MODULEPATH MODULESHOME MODULES_CMD MODULERCFILE LMOD_CMD LMOD_DIR LMOD_PKG LMOD_ROOT LMOD_RC NVM_DIR FNM_DIR PYENV_ROOT RBENV_ROOT`.split(
    /\s+/,
  ),
)

/** Where people's tools are, for an agent whose PATH lacks them. */
const FOLDERS = [
  '.local/bin',
  'bin',
  '.nix-profile/bin',
  '.asdf/bin',
  '.pyenv/bin',
  '.rbenv/bin',
  '/nix/var/nix/profiles/default/bin',
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
]

/**
 * The environment that providers start from. It is the same in a terminal and below an agent: with what a terminal happens to have
 * loaded, an answer that is a difference would leave out what is there already.
 */
export function readBase(world: World): Environment {
  const kept = Object.entries(world.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (PERSON.test(entry[0]) || TOOLS.has(entry[0])),
  )
  return {
    ...Object.fromEntries(kept),
    HOME: world.home,
    PATH: readPath(world).join(':'),
    TERM: 'dumb',
    // A shell that a provider starts is not a command of the agent's.
    [VARIABLES.switch]: 'off',
  }
}

function readPath(world: World): readonly string[] {
  const { env } = world
  const loaded = ['VIRTUAL_ENV', 'CONDA_PREFIX'].map((name) => env[name] && join(env[name], 'bin'))
  const left = new Set([...loaded, env['NVM_BIN'], join(world.places.data, 'shells')])
  const inherited = (env['PATH'] ?? '')
    .split(':')
    .filter((entry) => entry.startsWith('/') && !left.has(entry) && !MANAGED.test(entry))
  const usual = FOLDERS.map((folder) =>
    folder.startsWith('/') ? folder : join(world.home, folder),
  )
  return [...new Set([...inherited, ...usual.filter(isFolder)])]
}

/** Folders that a version manager puts in front of PATH, and the agent's own. */
const MANAGED =
  /^\/nix\/store\/|\/mise\/(?:installs|shims)(?:\/|$)|\/\.asdf\/(?:installs|shims)(?:\/|$)|\/\.(?:pyenv|rbenv)\/(?:shims|versions)(?:\/|$)|\/versions\/node\/|\/fnm_multishells\/|\/codex-path$/

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

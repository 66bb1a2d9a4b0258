import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from './world.mjs'

const HERE = join(REPOSITORY, 'bench')
const BIN = join(HERE, 'peers/node_modules/.bin')

/** Other ways to give one command an environment; each has three lines to set. */
export const PEERS = [
  { id: 'exec-bash', title: 'a static C program that only execs bash', prepare: prepareExecBash },
  {
    id: 'exec-script',
    title: 'a script of `#!/bin/bash -p` that only execs bash',
    prepare: prepareExecScript,
  },
  { id: 'direnv', title: '`direnv exec . bash -c :`', prepare: prepareDirenv },
  { id: 'mise', title: '`mise exec -- bash -c :`', prepare: prepareMise },
  { id: 'conda', title: 'what `conda activate` sources, then `bash -c :`', prepare: prepareConda },
  { id: 'dotenv', title: '`dotenv -- bash -c :`', prepare: prepareDotenv },
  { id: 'node', title: 'Node that spawns bash', prepare: prepareNode },
  { id: 'nix', title: '`nix develop path:. -c bash -c :`', share: 0.05, prepare: prepareNix },
]

const BASH = ['/bin/bash', '-c', ':']

/** Whether this machine has a program. */
export function isInstalled(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

function prepareExecBash(world) {
  if (!isInstalled('cc')) return { skip: 'no C compiler' }
  const program = join(world.work, 'exec-bash')
  execFileSync('cc', ['-O2', '-static', '-o', program, join(HERE, 'native/exec-bash.c')])
  return { command: [program, '-c', ':'], cwd: world.home }
}

/** What every launcher that is a script of bash costs at least. */
function prepareExecScript(world) {
  const program = join(world.work, 'exec-script')
  writeFileSync(program, '#!/bin/bash -p\nexec /bin/bash "$@"\n', { mode: 0o755 })
  return { command: [program, '-c', ':'], cwd: world.home }
}

function prepareDirenv(world) {
  if (!isInstalled('direnv')) return { skip: 'no direnv' }
  const cwd = createFolder(world, '.envrc', 'export ONE=1\nexport TWO=2\nPATH_add bin\n')
  execFileSync('direnv', ['allow', cwd], { env: world.env, stdio: 'ignore' })
  return { command: ['direnv', 'exec', '.', ...BASH], cwd }
}

function prepareMise(world) {
  const mise = join(BIN, 'mise')
  if (!installPeers(mise)) return { skip: 'no mise for this platform on npm' }
  const cwd = createFolder(world, 'mise.toml', '[env]\nONE = "1"\nTWO = "2"\n_.path = ["bin"]\n')
  execFileSync(mise, ['trust', cwd], { env: world.env, stdio: 'ignore' })
  return { command: [mise, 'exec', '--', ...BASH], cwd }
}

/** The layout of an environment with two scripts of packages; conda itself would start Python first. */
function prepareConda(world) {
  const cwd = createFolder(world, 'a.sh', 'export ONE=1\n')
  writeFileSync(join(cwd, 'b.sh'), 'export TWO=2\n')
  const text = `export CONDA_PREFIX='${cwd}' PATH='${cwd}/bin':"$PATH"; . '${cwd}/a.sh'; . '${cwd}/b.sh'; exec /bin/bash -c :`
  return { command: ['/bin/bash', '-c', text], cwd }
}

function prepareDotenv(world) {
  const dotenv = join(BIN, 'dotenv')
  if (!installPeers(dotenv)) return { skip: 'no dotenv-cli' }
  const cwd = createFolder(world, '.env', 'ONE=1\nTWO=2\nTHREE=3\n')
  return { command: [dotenv, '--', ...BASH], cwd }
}

function prepareNode(world) {
  const script =
    "require('child_process').spawnSync('/bin/bash', ['-c', ':'], { stdio: 'inherit' })"
  return { command: [process.execPath, '-e', script], cwd: world.home }
}

/** A flake without nixpkgs, which needs no network, in a store that needs no daemon: the least that `nix develop` can cost. */
function prepareNix(world) {
  if (!isInstalled('nix')) return { skip: 'no nix' }
  const shell = `derivation { name = "s"; system = "${NIX_SYSTEM}"; builder = "/bin/bash"; outputs = [ "out" ]; ONE = "1"; }`
  const text = `{ outputs = { self }: { devShells.${NIX_SYSTEM}.default = ${shell}; }; }\n`
  const cwd = createFolder(world, 'flake.nix', text)
  const nix = join(world.work, 'nix')
  mkdirSync(join(nix, 'etc'), { recursive: true })
  writeFileSync(join(nix, 'etc/nix.conf'), NIX_CONF)
  const env = {
    NIX_STORE_DIR: join(nix, 'store'),
    NIX_STATE_DIR: join(nix, 'var/nix'),
    NIX_LOG_DIR: join(nix, 'var/log'),
    NIX_CONF_DIR: join(nix, 'etc'),
    NIX_REMOTE: 'local',
  }
  return { command: ['nix', 'develop', 'path:.', '-c', ...BASH], cwd, env }
}

const NIX_SYSTEM = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux`
const NIX_CONF = `experimental-features = nix-command flakes
sandbox = false
build-users-group =
substituters =
flake-registry =
`

function createFolder(world, file, text) {
  const dir = world.locate(`peer${file.replace(/\W/g, '-')}`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, file), text)
  return dir
}

function installPeers(program) {
  if (!existsSync(program)) {
    execFileSync('npm', ['--prefix', join(HERE, 'peers'), 'ci', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return existsSync(program)
}

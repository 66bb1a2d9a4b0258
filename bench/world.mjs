import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository that is measured, and the folder in which everything is done. */
export const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const WORK = join(REPOSITORY, 'bench/.work')

/**
 * A private HOME with the product installed in it, and nothing else that a measured process could notice.
 * @typedef {ReturnType<typeof createWorld>} BenchWorld
 */
export function createWorld() {
  rmSync(WORK, { recursive: true, force: true })
  const home = join(WORK, 'home')
  const projects = join(WORK, 'projects')
  mkdirSync(home, { recursive: true })
  mkdirSync(projects)
  const env = describeEnvironment(home)
  const data = join(home, '.local/share/codex-env-shim')
  install(env)
  return {
    work: WORK,
    home,
    env,
    shells: join(data, 'shells'),
    compiler: join(data, 'dist/shell-call-compiled.cjs'),
    cli: join(data, 'dist/cli.cjs'),
    prefix: join(home, '.local/bin/codex-env-shim'),
    settings: join(home, '.config/codex-env-shim/config.ini'),
    audit: join(home, '.local/state/codex-env-shim/audit.jsonl'),
    profile: join(home, '.bash_profile'),
    cache: join(home, '.cache/codex-env-shim'),
    projects,
    /** What `enable codex` has Codex pass to every command. */
    hookEnv: {
      BASH_ENV: join(data, 'shells/hook.bash'),
      ZDOTDIR: join(data, 'shells/zdotdir'),
    },
    locate: (name) => join(projects, name),
  }
}

/** What a command of Codex finds in its environment, the same on both sides of every comparison. */
function describeEnvironment(home) {
  return {
    HOME: home,
    PATH: `${join(home, '.local/bin')}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    SHLVL: '1',
    LOGNAME: 'bench',
    USER: 'bench',
    CODEX_CI: '1',
    CODEX_THREAD_ID: '0199a213-81c0-7800-8aa1-bbab2a035a53',
    CODEX_SESSION_ID: '0199a213-81c0-7800-8aa1-bbab2a035a53',
    CODEX_TOOL_CALL_ID: 'call_rvaVQ2rUNjLqKcfRFfAmvyMy',
  }
}

function install(env) {
  // The packages that the newcomer's npm would fetch are in this user's cache already.
  const npm_config_cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  const { status, stdout, stderr } = spawnSync('./install.sh', {
    cwd: REPOSITORY,
    env: { ...outsideAgent(env), npm_config_cache },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(`./install.sh failed (${status}):\n${stdout}${stderr}`)
}

/** Has a project of this name that declares so many variables, and is allowed. */
export function declareProject(world, name, variables) {
  const root = world.locate(name)
  const file = join(root, '.codex/env.ini')
  if (existsSync(file)) return root
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, renderDeclaration(variables))
  runShim(world, ['allow', root])
  return root
}

/** What a project that trains models on a GPU declares; where more variables are asked for, numbered ones follow. */
const TYPICAL = `CUDA_HOME = /opt/cuda-12.4
CUDNN_HOME = /opt/cudnn-9
MKLROOT = /opt/intel/mkl
OMP_NUM_THREADS = 8
MKL_NUM_THREADS = 8
MKL_THREADING_LAYER = GNU
KMP_AFFINITY = granularity=fine,compact
CONDA_PREFIX = /opt/conda/envs/train
CONDA_DEFAULT_ENV = train
PYTHONNOUSERSITE = 1
NCCL_DEBUG = WARN
TF_CPP_MIN_LOG_LEVEL = 2
HF_HOME = /data/huggingface
JAVA_HOME = /usr/lib/jvm/java-17
CARGO_HOME = /opt/cargo
GOPATH = /opt/go
NODE_ENV = development
DATABASE_URL = postgresql://localhost/train`.split('\n')

/** Two list variables, and the rest plain. */
function renderDeclaration(variables) {
  const plain = Array.from({ length: variables - 2 }, (_, index) => {
    const number = String(index).padStart(3, '0')
    return TYPICAL[index] ?? `TOOLCHAIN_${number}_HOME = /opt/toolchains/release-${number}`
  })
  return `[env]
${plain.join('\n')}
[path]
PATH[] = ./bin
PATH[] = \${CUDA_HOME}/bin
LD_LIBRARY_PATH[] = \${CUDA_HOME}/lib64
`
}

/** Runs the installed program as its user does, outside any agent. */
export function runShim(world, args, env = {}) {
  return execFileSync(world.prefix, args, {
    cwd: world.home,
    env: { ...outsideAgent(world.env), ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function outsideAgent(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CODEX_')))
}

/** A directory so many levels below a project's root. */
export function descend(root, levels) {
  const dir = join(root, ...Array.from({ length: levels }, (_, index) => `level-${index + 1}`))
  mkdirSync(dir, { recursive: true })
  return dir
}

/** Prepares a store with so many other plans beside the project's; the answer swaps it in, and out again. */
export function crowdStore(world, name, others) {
  const [store = ''] = readdirSync(world.cache).filter((folder) => folder.startsWith('plans'))
  const plans = join(world.cache, store, world.projects)
  const plan = join(plans, name, '@plan/posix.sh')
  const [crowd, few] = [`${plans}.${others}`, `${plans}.few`]
  if (!existsSync(crowd)) {
    for (const other of [name, ...Array.from({ length: others }, (_, index) => `other-${index}`)]) {
      mkdirSync(join(crowd, other, '@plan'), { recursive: true, mode: 0o700 })
      linkSync(plan, join(crowd, other, '@plan/posix.sh'))
    }
  }
  return {
    before: () => {
      renameSync(plans, few)
      renameSync(crowd, plans)
    },
    after: () => {
      renameSync(plans, crowd)
      renameSync(few, plans)
    },
  }
}

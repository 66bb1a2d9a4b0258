import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { declareProject, descend } from './world.mjs'

/** A shell that says how much memory it has had so far. */
export const TELL_PEAK =
  'while read -r key value _; do case $key in VmHWM:) echo $value; esac; done </proc/self/status'

/** The project that most cases run in: 20 variables, 5 levels up. */
export function place(world, { variables = 20, depth = 5 } = {}) {
  return { cwd: descend(declareProject(world, `p${variables}`, variables), depth) }
}

/** Fails unless every route does its whole work here: what does less is fast. */
export function checkRoutes(world) {
  const ask = ['-c', 'echo $CUDA_HOME']
  const routes = [
    { ...hook(world), command: ['/bin/bash', ...ask] },
    { ...launcher(world), command: [join(world.shells, 'bash'), ...ask] },
    { ...place(world), command: [world.prefix, '--', '/bin/sh', ...ask] },
  ]
  for (const { command, cwd, env } of routes) {
    const before = countLines(world.audit)
    const [file, ...args] = command
    const options = {
      cwd,
      env: { ...world.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }
    const said = execFileSync(file, args, options)
    const lines = countLines(world.audit) - before
    if (said !== '/opt/cuda-12.4\n' || lines !== 1) {
      throw new Error(`${command.join(' ')} said ${said.trim()} and left ${lines} audit lines`)
    }
  }
}

function countLines(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}

/** The bare shell that everything is compared with. */
export function bash(world, command = ':') {
  return { ...place(world), command: ['/bin/bash', '-c', command] }
}

/** The same shell with the hook, as `enable codex` has Codex start it. */
export function hook(world, { command = ':', ...where } = {}) {
  return { ...place(world, where), command: ['/bin/bash', '-c', command], env: world.hookEnv }
}

/** The environment of every measured process is a command's of Codex; what is no call of Codex's has these in place of its ids. */
export const NO_CODEX = {
  CODEX_CI: undefined,
  CODEX_THREAD_ID: undefined,
  CODEX_SESSION_ID: undefined,
  CODEX_TOOL_CALL_ID: undefined,
}

/** A verb as a person runs it, beside the least that Node can do. */
export function verb(world, argv) {
  const where = { ...place(world), env: NO_CODEX }
  return {
    subject: { ...where, command: [world.prefix, ...argv] },
    against: { ...where, command: [process.execPath, '-e', '0'] },
  }
}

/** Our bash in place of the real one, asked for a login shell. */
export function launcher(world) {
  return { ...place(world), command: [join(world.shells, 'bash'), '-lc', ':'] }
}

/** A launcher and the real login shell of somebody with this profile. */
export function underProfile(world, text) {
  const around = {
    before: () => writeFileSync(world.profile, text),
    after: () => rmSync(world.profile),
  }
  return {
    subject: { ...launcher(world), ...around },
    against: { ...place(world), command: ['/bin/bash', '-lc', ':'], ...around },
  }
}

/** The same for somebody who uses pyenv. */
export function underPyenv(world) {
  try {
    const root = execFileSync('pyenv', ['root'], { encoding: 'utf8' }).trim()
    const text = `export PYENV_ROOT='${root}' PATH='${root}/bin':"$PATH"\neval "$(pyenv init -)"\n`
    return underProfile(world, text)
  } catch {
    return { skip: 'no pyenv' }
  }
}

/** The user's own settings are edited: a project's would have to be allowed again each time. */
export function afterEdit(world, render, env = {}) {
  const root = declareProject(world, 'edited', 20)
  const edit = `printf '[env]\\nEDITED = %s\\n' $$ >'${world.settings}'`
  mkdirSync(dirname(world.settings), { recursive: true })
  const after = () => rmSync(world.settings)
  return {
    subject: { command: render(root), cwd: root, env, prepare: ['/bin/sh', '-c', edit], after },
    against: { command: [process.execPath, '-e', '0'], cwd: root },
  }
}

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NO_CODEX, place } from './sides.mjs'

/**
 * A call of each agent in the form in which that agent makes it, as its shells were seen to be started: the text that it puts around a
 * command, what is in the environment, and standard input. Both sides are the same call, with the shim and without it.
 * @type {readonly import('./cases.mjs').Case[]}
 */
export const AGENT_CASES = [
  makeCase('claude-bash', 'Claude Code 2.1, bash', 1.3, (world) => makeClaude(world, 'bash')),
  makeCase('claude-zsh', 'Claude Code 2.1, zsh', 1.4, (world) => makeClaude(world, 'zsh')),
  makeCase('opencode-bash', 'OpenCode 1.18, bash', 1.3, (world) => makeOpencode(world, 'bash')),
  makeCase('opencode-zsh', 'OpenCode 1.18, zsh', 1.4, (world) => makeOpencode(world, 'zsh')),
  makeCase('gemini', 'Gemini CLI 0.61, bash', 1.3, makeGemini),
  makeCase('qwen', 'Qwen Code 0.24, bash', 1.3, makeQwen),
  makeCase('copilot', 'Copilot CLI 1.0, bash', 1.3, makeCopilot),
]

function makeCase(id, title, limit, sides) {
  return { id, title: `a call of ${title}`, against: 'the same call', limit, sides }
}

function makeSides(world, env, subject, against, hook = {}) {
  const where = place(world)
  return {
    subject: { ...where, command: subject, env: { ...NO_CODEX, ...env, ...hook } },
    against: { ...where, command: against, env: { ...NO_CODEX, ...env } },
  }
}

/** `source SNAPSHOT … && OPTIONS … && eval 'TEXT' < /dev/null && pwd -P >| FILE`; our line stands behind the snapshot. */
function makeClaude(world, shell) {
  const program = `/bin/${shell}`
  if (!existsSync(program)) return { skip: `no ${shell}` }
  const options =
    shell === 'zsh'
      ? 'setopt NO_EXTENDED_GLOB NO_BARE_GLOB_QUAL NO_BRACE_CCL NO_MAGIC_EQUAL_SUBST NO_RC_QUOTES NO_EQUALS'
      : 'shopt -u extglob'
  const forget = (name) =>
    `{ \\builtin unalias -- '${name}'; \\builtin unset -f -- '${name}'; } >/dev/null 2>&1 || true`
  const source = `source ${writeSnapshot(world, shell)} 2>/dev/null || true`
  const script = join(world.shells, 'claude.sh')
  const ours = `if [ -r "${script}" ]; then . "${script}"; fi\n:`
  const rest = [
    `\\builtin ${options} 2>/dev/null || true`,
    forget('which'),
    forget('unsetenv'),
    "eval ':' < /dev/null",
    `pwd -P >| ${join(world.work, 'claude-cwd')}`,
  ]
  const call = (...parts) => [program, '-c', [...parts, ...rest].join(' && ')]
  const env = { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: 'a1b2', AI_AGENT: 'claude-code' }
  return makeSides(world, env, call(source, ours), call(source))
}

/** What Claude Code's snapshot of a shell without rc files has: its options, some functions, and PATH. */
function writeSnapshot(world, shell) {
  const folder = join(world.work, 'shell-snapshots')
  const file = join(folder, `snapshot-${shell}-1796106668787-g5y4c6.sh`)
  mkdirSync(folder, { recursive: true })
  const list =
    shell === 'zsh' ? 'setopt | while read -r one; do echo "setopt $one"; done' : 'shopt -p; set +o'
  const options = execFileSync(`/bin/${shell}`, ['-c', list], { encoding: 'utf8', env: world.env })
  const shadow = (name) =>
    `unalias ${name} 2>/dev/null || true\nfunction ${name} {\n  command ${name} \${1+"$@"}\n}\n`
  const functions = ['rg', 'find', 'grep', 'pkill'].map(shadow).join('')
  writeFileSync(
    file,
    `unalias -a 2>/dev/null || true\n${options}${functions}export PATH='${world.env.PATH}'\n`,
  )
  return file
}

/** `SHELL -c TEXT`, where `enable opencode` has made SHELL a launcher. */
function makeOpencode(world, shell) {
  const program = `/bin/${shell}`
  if (!existsSync(program)) return { skip: `no ${shell}` }
  const env = { OPENCODE: '1', AGENT: '1', OPENCODE_PID: '4711' }
  const call = (one) => [one, '-c', ':']
  return makeSides(world, env, call(join(world.shells, shell)), call(program))
}

/** What `start` has an agent hand on to its commands. */
function started(world, marker) {
  return { ...world.hookEnv, CODEX_ENV_SHIM_ROUTE: `start:${marker}`, SHLVL: '2' }
}

/** The command in a subshell with a trap; `start gemini` has given it the hook. */
function makeGemini(world) {
  const file = join(world.work, 'bgpids')
  const text = `shopt -u promptvars nullglob extglob nocaseglob dotglob; _bgpids_file=${file}
(
  trap 'jobs -p > "$_bgpids_file"' EXIT
:
)
__code=$?
exit $__code`
  const call = ['/bin/bash', '-c', text]
  return makeSides(
    world,
    { GEMINI_CLI: '1', GIT_PAGER: 'cat' },
    call,
    call,
    started(world, 'GEMINI_CLI'),
  )
}

/** `bash -c TEXT`; `start qwen` has given it the hook. */
function makeQwen(world) {
  const call = ['/bin/bash', '-c', ':']
  return makeSides(world, { QWEN_CODE: '1' }, call, call, started(world, 'QWEN_CODE'))
}

/** `BASH --norc --noprofile -c TEXT`, where `start copilot` has made BASH a launcher. */
function makeCopilot(world) {
  const env = { COPILOT_CLI: '1', COPILOT_AGENT_SESSION_ID: 'a1b2' }
  const call = (program) => [program, '--norc', '--noprofile', '-c', ':']
  return makeSides(world, env, call(join(world.shells, 'bash')), call('/bin/bash'))
}

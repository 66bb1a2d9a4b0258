import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { PROGRAM } from '../system/names.js'
import { type Colors, PLAIN } from '../text/colors.js'
import { renderLines } from '../text/fold-lines.js'
import type { Agent, Disabled, Edition, Enabled, ShellRoute } from './agent.js'

/** What changes in one file, as a unified diff. */
function renderDiff({ config, before = '', after = '' }: Edition, colors: Colors): string {
  if (before === after) return ''
  const options = { headerOptions: FILE_HEADERS_ONLY }
  const patch = createTwoFilesPatch(config, config, before, after, 'before', 'after', options)
  return patch
    .split('\n')
    .map((line) => colorLine(line, colors))
    .join('\n')
}

/** The diffs of all files that something was or would be done to. */
export function renderDiffs(done: Enabled | Disabled, colors: Colors): string {
  return renderDiff(done, colors) + (done.hooks ? renderDiff(done.hooks, colors) : '')
}

/** What was or would be done, for a program to read. */
export function renderDone(agent: Agent, done: Enabled | Disabled, dryRun: boolean): string {
  const { before, after, hooks, ...told } = done
  const diff = dryRun ? { diff: renderDiffs(done, PLAIN) } : {}
  return renderJson({
    agent: agent.name,
    dryRun,
    ...told,
    ...(hooks ? { hooks: hooks.config } : {}),
    ...diff,
  })
}

/** JSON as every command prints it. */
export function renderJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** What `enable` did, and what the user should know then. */
export function describeEnabled({ title, name }: Agent, done: Enabled): string {
  const { state, config, changes, backup } = done
  const obstacles = listObstacles(done)
  if (state === 'already') return lines(`already enabled for ${title}: ${config}`, ...obstacles)
  return lines(
    `enabled for ${title}: ${config}`,
    ...changes.map((change) => `  ${change}`),
    backup ? `The file as it was: ${backup}` : 'There was no such file before.',
    ...(done.hooks ? [describeHooks(done.hooks)] : []),
    `To undo: ${PROGRAM} disable ${name}`,
    `Restart ${title} where it is running: it read the file when it started.`,
    ...obstacles,
  )
}

function listObstacles({ obstacles = [], notes = [] }: Enabled): readonly string[] {
  const told = obstacles.flatMap(({ what, remedy }) => [
    `Commands are not reached yet: ${what}`,
    `  ${remedy}`,
  ])
  return [...told, ...notes]
}

function describeHooks({ config }: Edition): string {
  return `A SessionStart hook is in ${config}; Codex asks you to trust it when it starts; until then codex exec leaves it out, without a word.`
}

/** What `disable` did. */
export function describeDisabled(agent: Agent, done: Disabled): string {
  const hooks = done.hooks ? `the hook in ${done.hooks.config} was taken out\n` : ''
  return describeConfig(agent, done) + hooks
}

function describeConfig({ title }: Agent, { state, config, after }: Disabled): string {
  switch (state) {
    case 'not-enabled':
      return `not enabled for ${title}: nothing to take back in ${config}\n`
    case 'restored':
      return lines(
        `disabled for ${title}: ${config} is ${after === undefined ? 'gone, as before' : 'again what it was, byte for byte'}`,
        `Restart ${title} where it is running.`,
      )
    case 'taken-back':
      if (after === undefined) return `disabled for ${title}: ${config} is not there any more\n`
      return lines(
        `disabled for ${title}: ${config} was changed since; only what is still ours was taken back`,
        `Restart ${title} where it is running.`,
      )
  }
}

/** The passwd route, to be read by an administrator. */
export function describeShellRoute({ title }: Agent, route: ShellRoute): string {
  const { launcher, problems, commands, covers, misses } = route
  return lines(
    `${title} starts the login shell that its user has in passwd. This route makes that shell`,
    `  ${launcher}`,
    'for a user that only the agent has. Nothing has been changed; an administrator would run:',
    '',
    ...commands.flatMap(({ why, command }) => [`  # ${why}`, `  ${command}`]),
    ...section('First mend, for a user other than you:', problems.map(renderProblem)),
    ...section('It covers:', covers),
    ...section('It does not cover:', misses),
  )
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${item}`)]
}

function renderProblem({ what, remedy }: ShellRoute['problems'][number]): string {
  return `${what}: ${remedy}`
}

function colorLine(line: string, colors: Colors): string {
  if (/^(---|\+\+\+) /.test(line)) return colors.bold(line)
  if (line.startsWith('@@')) return colors.cyan(line)
  if (line.startsWith('+')) return colors.green(line)
  return line.startsWith('-') ? colors.red(line) : line
}

function lines(...all: readonly string[]): string {
  return renderLines(all)
}

import { delimiter, dirname } from 'node:path'
import type { Box } from '../../sandbox.js'
import { findAsked } from '../programs.js'
import { writeProject } from '../project.js'
import type { Input, Kind } from './inputs.js'

type Environment = Readonly<Record<string, string>>

/** What the declaration asks, and bash that prepares the real tool, starts it for a command, and leaves it active as in a terminal. */
const TOOLS: Readonly<
  Record<Kind, { asks: string; prepare: string; load: string; hold?: string }>
> = {
  direnv: {
    asks: 'use[] = direnv',
    prepare: 'direnv allow .envrc',
    load: 'exec direnv exec "$PWD" env -0',
  },
  mise: {
    asks: 'use[] = mise',
    prepare: 'mise trust -q mise.toml',
    load: 'exec mise exec -- env -0',
    hold: 'eval "$(mise activate bash)"; eval "$(mise hook-env -s bash)"; env -0',
  },
  modules: {
    asks: 'modules[] = ./m/kit',
    prepare: ':',
    load: '. /usr/share/modules/init/bash >/dev/null; module load "$PWD/m/kit" >/dev/null || exit; env -0',
  },
  source: { asks: 'source[] = ./setup.sh', prepare: ':', load: '. ./setup.sh >/dev/null; env -0' },
}

/** The tools' own notes, and what a shell says of itself. */
const OWN =
  /^(?:_|PWD|OLDPWD|SHLVL|HOME|USER|SHELL|TERM|COLUMNS|LINES|PS\d|PROMPT_COMMAND|BASH_.*|CODEX_.*|DIRENV_.*|MISE_SHELL|__MISE_.*|MODULESHOME|MODULEPATH|MODULES_.*|__MODULES_.*|MANPATH_modshare|ENV|FPATH)$/

/** What came of one environment: `same` but for repeated entries of lists. */
export type Verdict = {
  readonly label: string
  readonly outcome: 'exact' | 'same' | 'wrong'
  readonly differs: string
}

/**
 * Compares what a command gets with what the real tool gives when it is started in that very environment: one with nothing, one where
 * all is empty, others with values of each kind, and those in which the tool is active already.
 */
export async function compareInput(kind: Kind, input: Input): Promise<readonly Verdict[]> {
  const tool = TOOLS[kind]
  const box = await build(tool.asks, input)
  const real = (env: Environment, script: string) =>
    print(box, ['/bin/bash', '--norc', '-c', script], env)
  await real({}, `${tool.prepare}; env -0`)
  const first = clean(await real({}, tool.load))
  const agents = makeAgents(box, Object.values(input), first)
  const { status, stderr } = await box.run([box.product.bin, 'allow'], { env: box.env })
  if (status !== 0) throw new Error(stderr)
  const verdicts: Verdict[] = []
  for (const [label, env] of Object.entries(agents)) {
    const wanted = await real(env, tool.load)
    verdicts.push(judge(label, await askShim(box, env), wanted))
    if (!LOADED_FROM.has(label)) continue
    const held = tool.hold ? await real(env, tool.hold) : wanted
    verdicts.push(judge(`loaded-${label}`, await askShim(box, held), held))
  }
  return verdicts
}

/** The environments of which there is also one with the tool active in it. */
const LOADED_FROM = new Set(['unset', 'one', 'many', 'there'])

async function build(asks: string, input: Input): Promise<Box> {
  const mise = findAsked('mise')
  const box = await writeProject(asks)
  for (const [file, text] of Object.entries(input))
    box.write(`project/${file}`, text.replaceAll('@P@', box.project))
  const folders = [box.env['PATH'], ...(mise ? [dirname(mise)] : [])]
  return { ...box, env: { ...box.env, PATH: folders.join(delimiter) } }
}

function askShim(box: Box, env: Environment): Promise<Environment> {
  return print(box, [box.product.bin, 'exec', '--', '/usr/bin/env', '-0'], env)
}

async function print(box: Box, argv: readonly string[], env: Environment): Promise<Environment> {
  const { status, stdout, stderr } = await box.run(argv, { env: { ...box.env, ...env } })
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${status}: ${stderr}`)
  const entries = stdout.split('\0').filter((entry) => entry.includes('='))
  return Object.fromEntries(
    entries.map((entry) => [
      entry.slice(0, entry.indexOf('=')),
      entry.slice(entry.indexOf('=') + 1),
    ]),
  )
}

function clean(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OWN.test(name)))
}

/** Values by what a name is for: an agent's one, its several, and one with repeated entries. */
const SHAPES: readonly (readonly [RegExp, readonly [string, string, string], string])[] = [
  [/FLAGS$/, ['-O2', '-O2 -Wall --x=1', '-pipe -O2 -pipe'], ' '],
  [/(?:PATH|PLUGINS|LIBS)$/, ['@A@/lib', '@A@/a:@A@/b:@A@/c', '@A@/a:@A@/b:@A@/a'], ':'],
  [/PORT|THREADS|WORKERS|DONE|BYTECODE|GPU/, ['7', '8', '1'], ''],
  [/(?:HOME|DIR|ROOT)$/, ['@A@/lib', "@A@/agent's own", '@A@/b'], ''],
  [/^/, ['prod', "agent's own/val ue", 'x'], ''],
]

function findShape(name: string) {
  return SHAPES.find(([pattern]) => pattern.test(name)) ?? SHAPES[0]
}

function makeAgents(
  box: Box,
  texts: readonly string[],
  first: Environment,
): Readonly<Record<string, Environment>> {
  const own = `${box.dir}/agent`
  for (const folder of ['a', 'b', 'c', 'bin', 'lib']) box.write(`agent/${folder}/.keep`, '')
  const mentioned = texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]*[A-Z0-9]\b/g) ?? [])
  const names = [...new Set([...mentioned, ...Object.keys(first), 'MANPATH', 'CFLAGS'])]
    .filter((name) => !OWN.test(name) && !['PATH', 'LOADEDMODULES', '_LMFILES_'].includes(name))
    .sort()
  const path = box.env['PATH'] ?? ''
  const fill = (nth: 0 | 1 | 2) =>
    Object.fromEntries(
      names.map((name) => [name, (findShape(name)?.[1][nth] ?? '').replaceAll('@A@', own)]),
    )
  const there = names.flatMap((name) => {
    const value = first[name]
    return value === undefined ? [] : [[name, surround(name, value, own)] as const]
  })
  const added = (first['PATH'] ?? '').split(':').filter((entry) => !path.split(':').includes(entry))
  return {
    unset: {},
    empty: Object.fromEntries(names.map((name) => [name, ''])),
    one: { ...fill(0), PATH: `${own}/bin:${path}` },
    many: { ...fill(1), PATH: `${own}/old:${own}/a:${path}:${own}/z` },
    there: { ...Object.fromEntries(there), PATH: [`${own}/bin`, ...added, path].join(':') },
    dups: { ...fill(2), PATH: `${own}/bin:${path}:${own}/bin` },
  }
}

/** What the tool gives, amid others. */
function surround(name: string, value: string, own: string): string {
  const separator = findShape(name)?.[2]
  if (separator === ':') return `${own}/a:${value.replace(/^:+|:+$/g, '')}:${own}/b`
  return separator === ' ' ? `-Wall ${value.trim()} -pipe` : value
}

function judge(label: string, got: Environment, wanted: Environment): Verdict {
  const [mine, tools] = [clean(got), clean(wanted)]
  const names = [...new Set([...Object.keys(mine), ...Object.keys(tools)])].sort()
  const differs = names.filter((name) => mine[name] !== tools[name])
  const isSame = differs.every(
    (name) => dropRepeated(name, mine[name]) === dropRepeated(name, tools[name]),
  )
  const outcome = differs.length === 0 ? 'exact' : isSame ? 'same' : 'wrong'
  const say = (name: string) =>
    `${name}: ${JSON.stringify(mine[name])}, not ${JSON.stringify(tools[name])}`
  return { label, outcome, differs: differs.map(say).join('; ') }
}

function dropRepeated(name: string, value: string | undefined): string | undefined {
  const separator = findShape(name)?.[2]
  return separator && value ? [...new Set(value.split(separator))].join(separator) : value
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Box } from '../sandbox.js'

/** One of a program's system calls: the nth of that name in its thread. */
export type Step = { readonly call: string; readonly when: number; readonly what: string }

/**
 * The distinct steps of a program, as strace(1) sees it run: calls of these names that name a different file, or that have
 * different arguments; of equal ones the first and the last. Files that are none of the box's or its product's do not count.
 */
export async function listSteps(
  box: Box,
  argv: readonly string[],
  calls: readonly string[],
  { env = {}, isAlone = false }: { env?: Readonly<Record<string, string>>; isAlone?: boolean } = {},
): Promise<readonly Step[]> {
  const file = join(box.dir, 'steps')
  const follow = isAlone ? [] : ['-f']
  const trace = ['strace', ...follow, '-qq', '-y', '-s', '200', '--signal=none', '-o', file]
  const { stderr } = await box.run([...trace, '-e', `trace=${calls.join(',')}`, ...argv], { env })
  const steps = parseTrace(readFileSync(file, 'latin1'), isAlone, [box.dir, box.product.home])
  if (steps.length === 0) throw new Error(`no step was traced: ${stderr}`)
  return steps
}

function parseTrace(text: string, isAlone: boolean, places: readonly string[]): readonly Step[] {
  const counts = new Map<string, number>()
  const first = new Map<string, Step>()
  const last = new Map<string, Step>()
  for (const line of text.split('\n')) {
    const [, thread = '', call = '', rest = ''] =
      (isAlone ? /^()(\w+)\((.*)/ : /^(\d+) +(\w+)\((.*)/).exec(line) ?? []
    if (!call) continue
    const when = (counts.get(`${thread} ${call}`) ?? 0) + 1
    counts.set(`${thread} ${call}`, when)
    if (rest.includes('/') && !places.some((place) => rest.includes(place))) continue
    const what = `${call} ${describe(rest)}`
    const step = { call, when, what }
    if (!first.has(what)) first.set(what, step)
    last.set(what, step)
  }
  const steps = [...first.values(), ...last.values()]
  return [...new Map(steps.map((step) => [`${step.call} ${step.when}`, step])).values()]
}

/** The files of a call, or where there are none its arguments, without what differs from run to run. */
function describe(rest: string): string {
  const files = rest.match(/\/[^">]*/g)?.join(' ')
  return (files ?? rest.replace(/ = .*/, '')).replace(/\d+/g, 'N')
}

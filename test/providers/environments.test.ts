import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { skipFor } from '../programs.js'
import { compareInput, type Verdict } from './environments/compare.js'
import { INPUTS, type Kind } from './environments/inputs.js'
import { isUnasked } from './programs.js'

/** For which kinds the real tool is here. */
const HERE: Readonly<Record<Kind, boolean>> = {
  direnv: !isUnasked('direnv'),
  mise: !isUnasked('mise'),
  modules: existsSync('/usr/share/modules/init/bash') || !skipFor('modulecmd'),
  source: true,
}
const KINDS = (Object.keys(INPUTS) as Kind[]).filter((kind) => HERE[kind])

/** Each input is asked for eleven times and more; the real tools take their time. */
const LIMIT_MS = 15 * 60_000

const results: (Verdict & { readonly input: string })[] = []

test.each(KINDS)(
  'inputs for %s are compared with the real tool',
  { timeout: LIMIT_MS },
  async (kind) => {
    for (const [name, input] of Object.entries(INPUTS[kind])) {
      const verdicts = await compareInput(kind, input)
      results.push(...verdicts.map((one) => ({ ...one, input: `${kind}, ${name}` })))
    }
  },
)

test('what commands get is what the real tool gives in their environment', () => {
  const loaded = results.filter(({ label }) => label.startsWith('loaded'))
  const fresh = results.filter((one) => !loaded.includes(one))
  const wrong = results.filter(({ outcome }) => outcome === 'wrong')
  const lines = [
    ...wrong.map(({ input, label, differs }) => `${input}, ${label}: ${differs}`),
    `${count(fresh)}; loaded already: ${count(loaded)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  expect(share(fresh, ['exact'])).toBeGreaterThanOrEqual(0.86)
  expect(share(fresh, ['exact', 'same'])).toBeGreaterThanOrEqual(0.93)
  expect(share(results, ['exact'])).toBeGreaterThanOrEqual(0.85)
})

function share(all: readonly Verdict[], outcomes: readonly Verdict['outcome'][]): number {
  return all.filter(({ outcome }) => outcomes.includes(outcome)).length / all.length
}

function count(all: readonly Verdict[]): string {
  const of = (wanted: Verdict['outcome']) => all.filter(({ outcome }) => outcome === wanted).length
  return `${of('exact')} exact, ${of('same')} same but for duplicates, ${of('wrong')} wrong of ${all.length}`
}

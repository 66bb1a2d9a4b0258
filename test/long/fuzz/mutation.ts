import { readFileSync } from 'node:fs'
import fc from 'fast-check'

/** A text made of pieces of good ones, of what has a meaning in the format, and of anything: what breaks parsers is nearly right. */
export function mutated(good: readonly string[], tokens: readonly string[]): fc.Arbitrary<string> {
  const slice = fc
    .tuple(fc.constantFrom(...good), fc.nat(), fc.nat(40))
    .map(([text, from, length]) => cut(text, from, length))
  const piece = fc.oneof(
    { arbitrary: fc.constantFrom(...tokens), weight: 4 },
    { arbitrary: slice, weight: 3 },
    { arbitrary: fc.string({ unit: 'binary', maxLength: 3 }), weight: 1 },
  )
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
}

function cut(text: string, from: number, length: number): string {
  const start = from % (text.length + 1)
  return text.slice(start, start + length)
}

/** How many cases a file runs, all its properties together: `FUZZ_RUNS=1000000` for a million. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 250_000)

/** Where chance begins: `FUZZ_SEED` has what a run has printed. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

/** How many cases a property has for its share of its file's. */
export function countRuns(share: number): number {
  return Math.max(1, Math.ceil(RUNS * share))
}

/** What a property is tried with, after the cases that failed once. */
export function parameters<Case>(share: number, name: string) {
  const examples = readCorpus<Case>(name).map((one): [Case] => [one])
  const numRuns = countRuns(share) + examples.length
  console.log(`${name}: ${numRuns} cases, FUZZ_SEED=${SEED}`)
  return { numRuns, seed: SEED, examples }
}

/** Runs a property for its share of the file's cases; `name` is its file in corpus/. */
export function check<Case>(
  share: number,
  name: string,
  arbitrary: fc.Arbitrary<Case>,
  holds: (one: Case) => void,
): void {
  fc.assert(fc.property(arbitrary, holds), parameters<Case>(share, name))
}

/** Cases on which a property did not hold once. */
function readCorpus<Case>(name: string): readonly Case[] {
  const file = new URL(`corpus/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Case[]
}

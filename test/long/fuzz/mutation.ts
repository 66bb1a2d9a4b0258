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

/** Runs a property so many times, after the cases that failed once; `FUZZ` multiplies, for a night of it. */
export function check<Case>(
  cases: number,
  once: readonly Case[],
  arbitrary: fc.Arbitrary<Case>,
  holds: (one: Case) => void,
): void {
  const numRuns = Math.ceil(cases * Number(process.env['FUZZ'] ?? 1))
  const examples = once.map((one): [Case] => [one])
  fc.assert(fc.property(arbitrary, holds), { numRuns: numRuns + examples.length, examples })
}

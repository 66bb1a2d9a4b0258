import { ShimError } from '../../system/errors.js'

/** What is wrong with a file so far: a person shall see all of it at once, so reading goes on behind an error. */
export type Faults = ShimError[]

/** Reads a part of the file; what is wrong with it is kept, and then there is no result. */
export function attempt<Result>(faults: Faults, read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    faults.push(error)
    return undefined
  }
}

/** The same for each of several parts; the good ones are the result. */
export function attemptEach<Part, Result>(
  faults: Faults,
  parts: readonly Part[],
  read: (part: Part) => Result,
): readonly Result[] {
  return parts.flatMap((part) => {
    const result = attempt(faults, () => read(part))
    return result === undefined ? [] : [result]
  })
}

/** Throws what was found, if anything was: one error, in which the first line's comes first and has the others with it. */
export function throwFaults(faults: Faults): void {
  const [first, ...others] = [...faults].sort((one, other) => lineOf(one) - lineOf(other))
  if (!first) return
  if (others.length === 0) throw first
  throw new ShimError(first.kind, first.what, { ...first.details, others })
}

function lineOf({ details }: ShimError): number {
  return details.place?.line ?? 0
}

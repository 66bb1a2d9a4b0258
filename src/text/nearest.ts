/**
 * The candidate that a word most likely means: the same but for case, else the one fewest slips away (a letter more, less, other, or two
 * swapped), as long as that is at most a third of its letters.
 */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates]
  const alike = all.find((one) => one.toLowerCase() === word.toLowerCase())
  if (alike !== undefined) return alike
  const ranked = all
    .map((candidate) => ({ candidate, slips: countSlips(word, candidate) }))
    .filter(({ candidate, slips }) => slips <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((one, other) => one.slips - other.slips)
  return ranked[0]?.candidate
}

/** The optimal string alignment distance of two words. */
export function countSlips(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped = one[row - 2] === other[column - 1] && one[row - 1] === other[column - 2]
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity,
      )
    }
    before = last
    last = next
  }
  return last[other.length] ?? 0
}

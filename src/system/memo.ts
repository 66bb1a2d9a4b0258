/** Keeps the last `limit` answers of a function, so that none of them is found out twice, and no more of them are in memory. */
export function memoize<Key, Answer>(
  find: (key: Key) => Answer,
  limit: number,
): (key: Key) => Answer {
  const known = new Map<Key, { readonly answer: Answer }>()
  return (key) => {
    const found = known.get(key)
    if (found) return found.answer
    const answer = find(key)
    for (const oldest of known.keys()) {
      if (known.size < limit) break
      known.delete(oldest)
    }
    known.set(key, { answer })
    return answer
  }
}

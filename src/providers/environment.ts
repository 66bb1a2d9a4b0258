/** An environment as a program gets it. */
export type Environment = Readonly<Record<string, string>>

/** Reads what `env -0` prints: entries that end with NUL; what is no entry is passed over. */
export function parseEnvironment(bytes: Buffer): Environment {
  return Object.fromEntries(
    bytes
      .toString()
      .split('\0')
      .filter((entry) => entry.indexOf('=') > 0)
      .map((entry) => {
        const at = entry.indexOf('=')
        return [entry.slice(0, at), entry.slice(at + 1)]
      }),
  )
}

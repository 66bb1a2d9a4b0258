/** Of the installed versions the one that is meant: this very one, or the highest that begins with it. */
export function chooseVersion(installed: readonly string[], wanted: string): string | undefined {
  if (installed.includes(wanted)) return wanted
  const matching = installed.filter((one) => one.startsWith(`${wanted}.`))
  return [...matching].sort(compareVersions).at(-1)
}

/** Orders by the numbers in the names: v9 before v10. */
export function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

/** What a command found around itself, as exact bytes. */
export type Sight = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What was printed before the first report: nothing, where no profile ran. */
  readonly before: string
}

/** Shell text that reports its whole environment under `label`; it relies on nothing that a profile can spoil. */
export function report(label = 'here'): string {
  return `printf '%s' '<${label}:'; /usr/bin/env -0 | /usr/bin/base64 -w0; printf '%s\\n' ':${label}>'`
}

/** Reads what `report` printed under the same label; undefined if it never ran. */
export function readReport(output: string, label = 'here'): Sight | undefined {
  const match = new RegExp(`<${label}:([A-Za-z0-9+/=]*):${label}>`).exec(output)
  if (!match) return undefined
  const entries = Buffer.from(match[1] ?? '', 'base64')
    .toString()
    .split('\0')
    .filter((entry) => entry.includes('='))
    .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)])
  return { env: Object.fromEntries(entries), before: output.slice(0, match.index) }
}

// Whatever a shell or a log could stumble over: quotes of all kinds, expansions, backslashes, and no plain ASCII only.
const HOSTILE_LINE = `it's "here", $HOME \${PATH} $(false) \`false\` \\ \\n % é ü 漢`

/** 20 kB of hostile lines. */
export const HOSTILE_TEXT = Array.from(
  { length: 320 },
  (_, index) => `${index} ${HOSTILE_LINE}\n`,
).join('')

/** A command of more than 20 kB that prints the SHA-256 of HOSTILE_TEXT as the shell understood it. */
export const LONG_COMMAND = `/usr/bin/sha256sum <<'END OF TEXT'\n${HOSTILE_TEXT}END OF TEXT\n${report()}`

/** Starts shells inside the shell; the profiles of those are the command's own affair, so only quiet ones report. */
export const NESTED_COMMAND = [
  `/bin/bash -c '${nested('bash')}'`,
  `/bin/sh -c '${nested('sh')}'`,
  "/bin/zsh -c ': inside zsh'",
  "/bin/bash -lc ': inside a login bash'",
  report(),
].join('\n')

function nested(label: string): string {
  return report(label).replaceAll("'", `'"'"'`)
}

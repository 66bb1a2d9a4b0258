/** Paints text for a terminal, or leaves it as it is. */
export type Colors = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>
>

/**
 * Colours on a terminal that has some, whose user did not ask for none (no-color.org); elsewhere the same functions change nothing.
 * What they paint has marks in place of escape sequences until `revealColors` puts those in: so text that is made safe in between
 * (terminal.ts) keeps our colours and nobody else's.
 */
export function chooseColors(world: {
  readonly stdoutIsTerminal: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}): Colors {
  const { NO_COLOR, TERM } = world.env
  return world.stdoutIsTerminal && !NO_COLOR && TERM !== 'dumb' ? PAINTED : PLAIN
}

/** The escape sequences of the colours of `text`, for a terminal. */
export function revealColors(text: string): string {
  return text.replaceAll(MARK, '\x1b[')
}

/** Nobody who writes text that we show can know it; a character of private use makes it rare, the rest unknown. */
const MARK = `\u{10fffd}${crypto.randomUUID()}[`

/** The numbers that begin and end each are those of ECMA-48, 8.3.117 (SGR). */
const PAINTED: Colors = {
  bold: makePainter(1, 22),
  dim: makePainter(2, 22),
  red: makePainter(31, 39),
  green: makePainter(32, 39),
  yellow: makePainter(33, 39),
  cyan: makePainter(36, 39),
}

/** Changes nothing. */
export const PLAIN: Colors = {
  bold: String,
  dim: String,
  red: String,
  green: String,
  yellow: String,
  cyan: String,
}

function makePainter(on: number, off: number): (text: string) => string {
  const [begin, end] = [`${MARK}${on}m`, `${MARK}${off}m`]
  // What is painted may end the same colour in its middle.
  return (text) => `${begin}${text.replaceAll(end, end + begin)}${end}`
}

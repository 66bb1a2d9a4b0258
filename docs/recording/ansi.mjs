const COLORS = { 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue', 35: 'magenta', 36: 'cyan' }
const STYLES = { 1: 'bold', 2: 'dim', 3: 'italic' }
const ESCAPE = String.fromCharCode(27)
const SEQUENCE = new RegExp(`${ESCAPE}\\[([0-9;]*)m`)

/** Splits what a terminal was sent into lines of spans, each with the classes of its colour and style (ECMA-48, SGR). */
export function parseLines(output) {
  let classes = new Set()
  return output.split('\n').map((line) => {
    const [first = '', ...rest] = line.split(SEQUENCE)
    const spans = [{ text: first, classes: [...classes] }]
    for (let at = 0; at < rest.length; at += 2) {
      classes = rest[at].split(';').reduce(applyCode, classes)
      spans.push({ text: rest[at + 1], classes: [...classes] })
    }
    return spans.filter(({ text }) => text !== '')
  })
}

const ENDS = {
  22: ['bold', 'dim'],
  23: ['italic'],
  39: Object.values(COLORS),
  0: [...Object.values(COLORS), ...Object.values(STYLES)],
}

function applyCode(classes, text) {
  const code = Number(text)
  const begun = COLORS[code] ?? STYLES[code]
  if (begun) return new Set([...classes, begun])
  return new Set([...classes].filter((one) => !ENDS[code]?.includes(one)))
}

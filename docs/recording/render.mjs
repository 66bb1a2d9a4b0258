const SIZE = { width: 860, left: 22, top: 56, line: 18 }

const STYLE = `
    .back { fill: #0d1117; stroke: #30363d; }
    .button { fill: #30363d; }
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #c9d1d9; white-space: pre; }
    .prompt { fill: #3fb950; } .command { fill: #ffffff; font-weight: 600; }
    .bold { font-weight: 600; } .dim { fill: #8b949e; } .italic { font-style: italic; }
    .red { fill: #ff7b72; } .green { fill: #3fb950; } .yellow { fill: #d29922; } .blue { fill: #79c0ff; } .magenta { fill: #d2a8ff; } .cyan { fill: #56d4dd; }
    .shown { animation: show 1ms linear backwards; }
    .typed { animation-name: type; animation-fill-mode: backwards; }
    @keyframes show { from { opacity: 0; } }
    @keyframes type { from { clip-path: inset(0 100% 0 0); } to { clip-path: inset(0 0 0 0); } }
    @media (prefers-reduced-motion: reduce) { .shown, .typed { animation: none; } }`

/**
 * The recording as one SVG. It plays once and ends with everything in view, which is also what shows where motion is not wanted.
 * @param {readonly { kind: 'command' | 'output', at: number, typing?: number, spans: readonly { text: string, classes: readonly string[] }[] }[]} lines
 */
export function renderRecording(lines, { title, alt }) {
  const height = SIZE.top + lines.length * SIZE.line + 10
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" width="${SIZE.width}" height="${height}" role="img" aria-labelledby="title desc">
  <title id="title">${escapeText(title)}</title>
  <desc id="desc">${escapeText(alt)}</desc>
  <style>${STYLE}
  </style>
  <rect class="back" x="0.5" y="0.5" width="${SIZE.width - 1}" height="${height - 1}" rx="10"/>
  <circle class="button" cx="24" cy="22" r="6"/><circle class="button" cx="44" cy="22" r="6"/><circle class="button" cx="64" cy="22" r="6"/>
${lines.map((line, index) => `  ${renderLine(line, SIZE.top + index * SIZE.line)}\n`).join('')}</svg>
`
}

function renderLine({ kind, at, typing, spans }, y) {
  const delay = `animation-delay:${at.toFixed(2)}s`
  const text = spans.map(renderSpan).join('')
  if (kind === 'output') {
    return `<text class="shown" style="${delay}" x="${SIZE.left}" y="${y}">${text}</text>`
  }
  const keys = spans.reduce((sum, { text }) => sum + text.length, 0)
  const type = `${delay};animation-duration:${typing.toFixed(2)}s;animation-timing-function:steps(${keys})`
  return `<text class="prompt shown" style="${delay}" x="${SIZE.left}" y="${y}">$</text><text class="command typed" style="${type}" x="${SIZE.left + 16}" y="${y}">${text}</text>`
}

function renderSpan({ text, classes }) {
  const escaped = escapeText(text)
  return classes.length > 0 ? `<tspan class="${classes.join(' ')}">${escaped}</tspan>` : escaped
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

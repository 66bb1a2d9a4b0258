/** The colours of a plot, in light and in dark; every plot brings its own background, so that no page can hide it. */
const STYLE = `
    svg { --back: #ffffff; --text: #1f2328; --quiet: #57606a; --grid: #d8dee4; --ours: #0969da; --other: #8c959f; --third: #b35900; }
    @media (prefers-color-scheme: dark) {
      svg { --back: #0d1117; --text: #e6edf3; --quiet: #9198a1; --grid: #30363d; --ours: #58a6ff; --other: #6e7681; --third: #f0883e; }
    }
    .back { fill: var(--back); stroke: var(--grid); }
    text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--text); }
    .title { font-size: 15px; font-weight: 600; }
    .quiet { fill: var(--quiet); font-size: 12px; }
    .grid { stroke: var(--grid); }
    .end { text-anchor: end; }
    .middle { text-anchor: middle; }
    .ours { --ink: var(--ours); }
    .other { --ink: var(--other); }
    .third { --ink: var(--third); }
    .bar, .dot { fill: var(--ink); }
    .line { fill: none; stroke: var(--ink); stroke-width: 2; }
    .band { fill: var(--ink); opacity: 0.18; }
    .whisker { stroke: var(--text); stroke-width: 1.5; }`

/** A whole SVG file; `alt` says in words what it shows. */
export function renderFrame({ width, height, title, alt }, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
  <title id="title">${escapeText(title)}</title>
  <desc id="desc">${escapeText(alt)}</desc>
  <style>${STYLE}
  </style>
  <rect class="back" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>
  <text class="title" x="20" y="30">${escapeText(title)}</text>
${body.map((line) => `  ${line}\n`).join('')}</svg>
`
}

/** Text as XML holds it; the backquotes of Markdown go. */
export function escapeText(text) {
  return text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** A coordinate with as many digits as a screen can show. */
export function place(value) {
  return Number(value.toFixed(1))
}

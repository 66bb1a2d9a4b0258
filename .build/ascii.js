/**
 * The same program in ASCII: Node reads and keeps such a text in half the time and half the room. What is not ASCII stands in texts and
 * patterns only.
 */
export function ascii() {
  return {
    name: 'ascii',
    generateBundle: (_options, bundle) => {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = escapeText(chunk.code)
    },
  }
}

function escapeText(code) {
  return code.replace(
    /[^\0-\x7f]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

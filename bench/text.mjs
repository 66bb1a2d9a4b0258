/** So many bytes of a file as an agent writes one, without the program that would write it. */
export function writeText(bytes) {
  const line = 'some line of a file that an agent writes\n'
  return `: <<'EOF'\n${line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes - 1)}\nEOF`
}

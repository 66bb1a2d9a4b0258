/**
 * The version that an `.nvmrc` names, or undefined where nvm calls the file invalid: one line that is no `key=value`, and such lines
 * besides, each key once and none of them `node` (nvm.sh, nvm_process_nvmrc_content).
 */
export function parseNvmrc(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim())
  const said = lines.filter((line) => line !== '')
  const versions = said.filter((line) => !/^[^=]+=/.test(line))
  const keys = said
    .filter((line) => /^[^=]+=/.test(line))
    .map((line) => line.slice(0, line.indexOf('=')).trim())
  const isValid = versions.length === 1 && new Set(keys).size === keys.length
  return isValid && !keys.includes('node') ? versions[0] : undefined
}

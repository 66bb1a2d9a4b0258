import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the licences of the packages that are bundled: theirs ask to go with every copy. */
export function licenses() {
  return {
    name: 'licenses',
    generateBundle() {
      const folders = [...this.getModuleIds()].flatMap(findPackage)
      const texts = [...new Set(folders)].sort().map(readLicense)
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: texts.join('\n') })
    },
  }
}

function findPackage(id) {
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)
  return found ? [found[0]] : []
}

function readLicense(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
  if (!file) throw new Error(`${folder} has no licence that could be passed on`)
  return `# ${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8')}`
}

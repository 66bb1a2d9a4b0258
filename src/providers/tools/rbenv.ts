import { join } from 'node:path'
import { isThere } from './files.js'
import { manageVersions } from './version-manager.js'

/** rbenv: `.ruby-version`, one version, exactly. */
export const rbenv = manageVersions({
  name: 'rbenv',
  file: '.ruby-version',
  variable: 'RBENV_ROOT',
  folder: '.rbenv',
  parse: parseRubyVersion,
  choose: chooseRuby,
})

/** The first word of the file, and nothing else of it; rbenv knows no comments (libexec/rbenv-version-file-read). */
function parseRubyVersion(text: string): readonly string[] {
  const [first = ''] = text.slice(0, 1024).trim().split(/\s+/)
  return first === '' ? [] : [first]
}

/** rbenv knows no prefixes either, only `ruby-` before a version (libexec/rbenv-version-name). */
function chooseRuby(versions: string, wanted: string): string | undefined {
  return [wanted, wanted.replace(/^ruby-/, '')].find((name) => isThere(join(versions, name)))
}

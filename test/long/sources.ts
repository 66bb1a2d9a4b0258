import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { inject } from 'vitest'

/** What it takes to fetch and unpack a Debian source package; `apt-get` is what a machine must have. */
const RELEASE = 'deb-src http://deb.debian.org/debian bookworm main\n'

/** Fetches the upstream source of a Debian package with lists of its own; answers its folder, whose name ends in `-VERSION`. */
export async function fetchSource(name: string): Promise<string> {
  const folder = join(inject('folder'), `source-${name}`)
  mkdirSync(join(folder, 'lists/partial'), { recursive: true })
  writeFileSync(join(folder, 'sources.list'), RELEASE)
  const options = [
    `Dir::Etc::SourceList=${folder}/sources.list`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${folder}/lists`,
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option])
  await execa('apt-get', [...options, '-qq', 'update'], { cwd: folder })
  await execa('apt-get', [...options, '-qq', '--download-only', 'source', name], { cwd: folder })
  const archive = find(folder, /\.orig\.tar\.\w+$/)
  await execa('tar', ['-xf', archive], { cwd: folder })
  return join(folder, find(folder, new RegExp(`^${name}-[\\d.]+$`)))
}

function find(folder: string, pattern: RegExp): string {
  const found = readdirSync(folder).find((entry) => pattern.test(entry))
  if (!found) throw new Error(`nothing like ${pattern} in ${folder}`)
  return found
}

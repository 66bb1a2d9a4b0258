import type { PageCommand } from '../data.js'

/** A path in the home directory begins with ~. */
export function shortenHome(path: string, home: string): string {
  if (path === home) return '~'
  return home !== '/' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

/** The working directory, from the project's own name on. */
export function renderPlace({ cwd = '', project = '' }: PageCommand, home: string): string {
  if (project !== '' && (cwd === project || cwd.startsWith(`${project}/`))) {
    return `${baseName(project)}${cwd.slice(project.length)}`
  }
  return shortenHome(cwd, home)
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path
}

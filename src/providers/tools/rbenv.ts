import { manageVersions } from './version-manager.js'

/** rbenv: `.ruby-version`. */
export const rbenv = manageVersions({
  name: 'rbenv',
  file: '.ruby-version',
  variable: 'RBENV_ROOT',
  folder: '.rbenv',
  install: (version) => `rbenv install ${version}`,
})

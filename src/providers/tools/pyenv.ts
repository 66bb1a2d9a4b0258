import { manageVersions } from './version-manager.js'

/** pyenv: `.python-version`. */
export const pyenv = manageVersions({
  name: 'pyenv',
  file: '.python-version',
  variable: 'PYENV_ROOT',
  folder: '.pyenv',
  install: (version) => `pyenv install ${version}`,
})

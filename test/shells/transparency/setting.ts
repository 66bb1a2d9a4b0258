import { join } from 'node:path'
import type { Product } from '../../product.js'
import { type Box, ownProduct, sandbox, sharedProduct } from '../../sandbox.js'
import { write } from '../../world.js'
import { PROJECT_FILES } from './matrix.js'

/** Surroundings in which the whole matrix is run. */
export type Setting = {
  readonly title: string
  /** Login profiles are suppressed: a login shell is none. */
  readonly suppresses: boolean
  /** There is a plan, be it empty, for commands in the project alone. */
  readonly declares: boolean
  /** A command of a launcher or the prefix runs below a process that waits for it: `[audit] exit = true`. */
  readonly watches?: boolean
  readonly build: () => Promise<Box>
  /** What the real shell must be given to be where ours is. */
  readonly real: (box: Box) => Readonly<Record<string, string | undefined>>
}

const none = () => ({})

function project(product: Product = sharedProduct()) {
  return PROJECT_FILES.reduce((builder, [file, text]) => builder.file(file, text), sandbox(product))
}

const DECLARATION = `[env]
DECLARED = it's "a" value
COPY = \${SOURCE}/x
[path]
LIST[] = ./lib
[unset]
names[] = GONE
`

const declared = ({ project }: Box) => ({
  DECLARED: `it's "a" value`,
  COPY: 'here/x',
  LIST: `${project}/lib`,
  GONE: undefined,
})

/** Startup files that say that they were read, each in its shell's own way. */
const STARTUP_FILES: readonly (readonly [string, string])[] = [
  ['.bashrc', 'echo "bashrc $-"; BASHRC=1; rc_function() { :; }\n'],
  ['.bash_profile', 'echo "bash_profile $-"; export PROFILE=1\n'],
  ['.profile', 'echo "profile $-"; export PROFILE=1\n'],
  ['.bash_logout', 'echo "bash_logout"\n'],
  ['.zshenv', 'echo "zshenv $-"; ZSHENV=1; setopt extendedglob\n'],
  ['.zprofile', 'echo "zprofile $-"; export PROFILE=1\n'],
  ['.zshrc', 'echo "zshrc $-"; ZSHRC=1; alias rc=:\n'],
  ['.zlogin', 'echo "zlogin $-"\n'],
  ['.zlogout', 'echo "zlogout"\n'],
  ['.config/fish/config.fish', 'echo config; set -g CONFIG 1\n'],
]

const withStartupFiles = () =>
  STARTUP_FILES.reduce((builder, [file, text]) => builder.file(`home/${file}`, text), project())

/** Nothing declared, nothing asked for, something declared; without startup files and with. */
export const SETTINGS = [
  {
    title: 'nothing declared',
    suppresses: false,
    declares: false,
    build: () => project().build(),
    real: none,
  },
  {
    title: 'nothing asked for',
    suppresses: true,
    declares: true,
    build: () => project().declare('').allow().build(),
    real: none,
  },
  {
    title: 'something declared',
    suppresses: true,
    declares: true,
    build: () => project().declare(DECLARATION).allow().build(),
    real: declared,
  },
  {
    title: 'nothing declared, startup files',
    suppresses: false,
    declares: false,
    build: () => withStartupFiles().build(),
    real: none,
  },
  {
    title: 'something declared, startup files allowed',
    suppresses: false,
    declares: true,
    build: () =>
      withStartupFiles().declare(`${DECLARATION}[shell]\nlogin = allow\n`).allow().build(),
    real: declared,
  },
] as const satisfies readonly Setting[]

/** Something declared, by a user who wants to know how commands end. */
export const WATCHED: Setting = {
  title: 'something declared, and each command watched',
  suppresses: true,
  declares: true,
  watches: true,
  build: () => {
    const product = ownProduct()
    write(join(product.config, 'config.ini'), '[audit]\nexit = true\n')
    return project(product).declare(DECLARATION).allow().build()
  },
  real: declared,
}

import type { Product } from '../../product.js'
import { findProgram } from '../../programs.js'
import { ROUTES, type Route } from '../../routes.js'
import type { Shell, Tools } from './row.js'

/** A way for every row to take; `env` also is what the real shell gets beside it, as far as it stays. */
export type Column = {
  readonly name: string
  readonly shell: Shell
  readonly isHook: boolean
  readonly program: (product: Product) => readonly string[]
  /** The path of a shell, where a caller can be given no more. */
  readonly path: ((product: Product) => string) | undefined
  readonly real: string
  readonly env: (product: Product) => Readonly<Record<string, string>>
}

const none = () => ({})

const pathOf = (shell: Route['shell']) => findProgram(shell) ?? `/bin/${shell}`

const byHook = (name: string, shell: 'bash' | 'zsh', env: Column['env']): Column => ({
  name,
  shell,
  isHook: true,
  program: () => [pathOf(shell)],
  path: () => pathOf(shell),
  real: pathOf(shell),
  env,
})

const byLauncher = (shell: Route['shell']): Column => ({
  name: `${shell} launcher`,
  shell,
  isHook: false,
  program: ({ shells }) => [`${shells}/${shell}`],
  path: ({ shells }) => `${shells}/${shell}`,
  real: pathOf(shell),
  env: none,
})

const byPrefix = (shell: Route['shell']): Column => ({
  name: `${shell} by prefix`,
  shell,
  isHook: false,
  program: ({ bin }) => [bin, '--', pathOf(shell)],
  path: undefined,
  real: pathOf(shell),
  env: none,
})

/** What `enable codex` writes into Codex's configuration. */
const AS_CODEX: Column['env'] = (product) => ({
  ...ROUTES.hookBash.env(product),
  ...ROUTES.hookZsh.env(product),
  CODEX_ENV_SHIM_LEVEL: '2',
})

/** Every shell on every route, and a program without any. */
export const listColumns = ({ witness }: Tools): readonly Column[] => [
  byHook('bash hook', 'bash', ROUTES.hookBash.env),
  byHook('bash hook, as in Codex', 'bash', AS_CODEX),
  byLauncher('bash'),
  byPrefix('bash'),
  byHook('zsh hook', 'zsh', ROUTES.hookZsh.env),
  byHook('zsh hook, as in Codex', 'zsh', AS_CODEX),
  byLauncher('zsh'),
  byPrefix('zsh'),
  byLauncher('sh'),
  byPrefix('sh'),
  byLauncher('fish'),
  byPrefix('fish'),
  {
    name: 'program by prefix',
    shell: 'program',
    isHook: false,
    program: ({ bin }) => [bin, '--', witness],
    path: undefined,
    real: witness,
    env: none,
  },
]

import type { Product } from './product.js'
import { findProgram } from './programs.js'

/** A way on which a command can reach its declared environment; `real` is the same way without us. */
export type Route = {
  readonly name: string
  /** What the audit line calls it. */
  readonly route: 'hook' | 'launcher' | 'prefix'
  readonly shell: 'bash' | 'zsh' | 'sh' | 'fish'
  readonly program: (product: Product) => readonly string[]
  readonly real: readonly string[]
  readonly env: (product: Product) => Readonly<Record<string, string>>
}

const none = () => ({})

const shellPath = (shell: Route['shell']) => findProgram(shell) ?? `/bin/${shell}`

const hook = (shell: 'bash' | 'zsh', env: Route['env']): Route => ({
  name: `the ${shell} hook`,
  route: 'hook',
  shell,
  program: () => [shellPath(shell)],
  real: [shellPath(shell)],
  env,
})

const launcher = (shell: Route['shell']): Route => ({
  name: `the ${shell} launcher`,
  route: 'launcher',
  shell,
  program: ({ shells }) => [`${shells}/${shell}`],
  real: [shellPath(shell)],
  env: none,
})

/** Every route there is. */
export const ROUTES = {
  hookBash: hook('bash', ({ shells }) => ({ BASH_ENV: `${shells}/hook.bash` })),
  hookZsh: hook('zsh', ({ shells }) => ({ ZDOTDIR: `${shells}/zdotdir` })),
  bash: launcher('bash'),
  zsh: launcher('zsh'),
  sh: launcher('sh'),
  fish: launcher('fish'),
  prefix: {
    name: 'the prefix',
    route: 'prefix',
    shell: 'bash',
    program: ({ bin }) => [bin, '--', shellPath('bash')],
    real: [shellPath('bash')],
    env: none,
  },
} as const satisfies Record<string, Route>

/** The same as a list, for tables of tests. */
export const ALL_ROUTES: readonly Route[] = Object.values(ROUTES)

import type { Provider } from './provider.js'

type Entry = {
  /** Loads the provider's file, which a project that does not use it never pays for. */
  readonly load: () => Promise<Provider>
  /** What the values of its own key are, if it has one. */
  readonly takes?: string
  /** It can do nothing without them. */
  readonly needs?: true
}

/** Every provider: one file and one line each. */
export const PROVIDERS = {
  direnv: { load: async () => (await import('./direnv.js')).direnv },
  mise: { load: async () => (await import('./mise.js')).mise },
  asdf: { load: async () => (await import('./asdf.js')).asdf },
  nix: {
    load: async () => (await import('./nix.js')).nix,
    takes: 'a flake reference such as .#shell, or a file such as shell.nix',
  },
  devbox: { load: async () => (await import('./devbox.js')).devbox },
  devenv: { load: async () => (await import('./devenv.js')).devenv },
  conda: {
    load: async () => (await import('./conda.js')).conda,
    takes: 'the name or the folder of an environment',
  },
  venv: {
    load: async () => (await import('./venv.js')).venv,
    takes: 'the folder of a virtual environment',
  },
  modules: {
    load: async () => (await import('./modules.js')).modules,
    takes: 'a module such as cuda/12.4',
    needs: true,
  },
  dotenv: {
    load: async () => (await import('./dotenv.js')).dotenv,
    takes: 'a file of NAME=value lines',
    needs: true,
  },
  vscode: { load: async () => (await import('./vscode.js')).vscode },
  nvm: { load: async () => (await import('./nvm.js')).nvm },
  fnm: { load: async () => (await import('./fnm.js')).fnm },
  pyenv: { load: async () => (await import('./pyenv.js')).pyenv },
  rbenv: { load: async () => (await import('./rbenv.js')).rbenv },
  command: {
    load: async () => (await import('./command.js')).command,
    takes: 'a program, then its arguments, one a line',
    needs: true,
  },
  devcontainer: { load: async () => (await import('./devcontainer.js')).devcontainer },
} as const satisfies Record<string, Entry>

/** What `[providers] use[]` may say. */
export type ProviderName = keyof typeof PROVIDERS

/** The names in the order of the table. */
export const PROVIDER_NAMES: readonly string[] = Object.keys(PROVIDERS)

/** The table's line of a provider, if there is one of this name. */
export function findProvider(name: string): Entry | undefined {
  const table: Readonly<Record<string, Entry>> = PROVIDERS
  return Object.hasOwn(table, name) ? table[name] : undefined
}

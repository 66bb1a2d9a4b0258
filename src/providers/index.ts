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
  direnv: { load: async () => (await import('./tools/direnv.js')).direnv },
  mise: { load: async () => (await import('./tools/mise.js')).mise },
  asdf: { load: async () => (await import('./tools/asdf.js')).asdf },
  nix: {
    load: async () => (await import('./tools/nix.js')).nix,
    takes: 'a flake reference such as .#shell, or a file such as shell.nix',
  },
  devbox: { load: async () => (await import('./tools/devbox.js')).devbox },
  devenv: { load: async () => (await import('./tools/devenv.js')).devenv },
  conda: {
    load: async () => (await import('./tools/conda.js')).conda,
    takes: 'the name or the folder of an environment',
  },
  uv: { load: async () => (await import('./tools/uv.js')).uv },
  poetry: { load: async () => (await import('./tools/poetry.js')).poetry },
  pipenv: { load: async () => (await import('./tools/pipenv.js')).pipenv },
  hatch: {
    load: async () => (await import('./tools/hatch.js')).hatch,
    takes: 'the name of an environment',
  },
  venv: {
    load: async () => (await import('./tools/venv.js')).venv,
    takes: 'the folder of a virtual environment',
  },
  modules: {
    load: async () => (await import('./tools/modules.js')).modules,
    takes: 'a module such as cuda/12.4',
    needs: true,
  },
  dotenv: {
    load: async () => (await import('./tools/dotenv.js')).dotenv,
    takes: 'a file of NAME=value lines',
    needs: true,
  },
  vscode: { load: async () => (await import('./tools/vscode.js')).vscode },
  nvm: { load: async () => (await import('./tools/nvm.js')).nvm },
  fnm: { load: async () => (await import('./tools/fnm.js')).fnm },
  pyenv: { load: async () => (await import('./tools/pyenv.js')).pyenv },
  rbenv: { load: async () => (await import('./tools/rbenv.js')).rbenv },
  pixi: {
    load: async () => (await import('./tools/pixi.js')).pixi,
    takes: 'the name of an environment',
  },
  opam: {
    load: async () => (await import('./tools/opam.js')).opam,
    takes: 'the name or the folder of a switch',
  },
  spack: {
    load: async () => (await import('./tools/spack.js')).spack,
    takes: 'a package such as hdf5@1.14',
  },
  guix: {
    load: async () => (await import('./tools/guix.js')).guix,
    takes: 'a package, or an option of guix shell',
  },
  sdkman: { load: async () => (await import('./tools/sdkman.js')).sdkman },
  rustup: { load: async () => (await import('./tools/rustup.js')).rustup },
  command: {
    load: async () => (await import('./tools/command.js')).command,
    takes: 'a program, then its arguments, one a line',
    needs: true,
  },
  source: {
    load: async () => (await import('./tools/source.js')).source,
    takes: 'a script that bash sources, with its arguments',
    needs: true,
  },
  run: {
    load: async () => (await import('./tools/run-line.js')).run,
    takes: 'a program that runs the command behind it, such as opam exec --',
    needs: true,
  },
  devcontainer: {
    load: async () => (await import('./tools/devcontainer.js')).devcontainer,
    takes: 'a folder below .devcontainer, or the file itself',
  },
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

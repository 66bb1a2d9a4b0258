import type { Environment } from '../environment.js'
import { asObject, parseJsonObject } from './json.js'

/** What a derivation's builder needs and a command does not: pkgs/stdenv/generic in nixpkgs, and src/nix/get-env.sh. */
const BUILDER = new Set(
  `builder name out outputs system stdenv phases shellHook dontAddDisableDepTrack buildInputs nativeBuildInputs
  propagatedBuildInputs propagatedNativeBuildInputs depsBuildBuild depsBuildBuildPropagated depsBuildTarget
  depsBuildTargetPropagated depsHostHost depsHostHostPropagated depsTargetTarget depsTargetTargetPropagated strictDeps patches
  doCheck doInstallCheck configureFlags cmakeFlags mesonFlags buildPhase buildCommand passAsFile preferLocalBuild pname version
  __structuredAttrs TZ SSL_CERT_FILE NIX_SSL_CERT_FILE HOME SHELL TERM OLDPWD`.split(/\s+/),
)

/** Where print-dev-env has no value of its own for a list. */
const NOT_SET = '/path-not-set'

/**
 * The exported variables of `nix print-dev-env --json`, laid over a base; PATH and XDG_DATA_DIRS are put in front of the base's.
 * Undefined where the text is something else.
 */
export function parseNixVariables(text: string, base: Environment): Environment | undefined {
  const variables = asObject(parseJsonObject(text)?.['variables'])
  if (!variables) return undefined
  const exported = Object.entries(variables).flatMap(([name, variable]): [string, string][] => {
    const { type, value } = asObject(variable) ?? {}
    return type === 'exported' && typeof value === 'string' && !BUILDER.has(name)
      ? [[name, value]]
      : []
  })
  const lists = exported.map(([name, value]): [string, string] =>
    name === 'PATH' || name === 'XDG_DATA_DIRS'
      ? [name, putInFront(value, base[name])]
      : [name, value],
  )
  return { ...base, ...Object.fromEntries(lists) }
}

function putInFront(value: string, behind: string | undefined): string {
  const front = value.split(':').filter((entry) => entry !== '' && entry !== NOT_SET)
  return [...front, ...(behind ? [behind] : [])].join(':')
}

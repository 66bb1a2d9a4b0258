import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findUntrustedHook } from '../agents/codex/hook-trust.js'
import { readRecord } from '../agents/codex/record.js'
import { type CodexRoutes, readLoginShell } from '../agents/codex/routes.js'
import {
  FILTERS,
  INCLUDE_ONLY,
  LOGIN,
  PERMISSIONS,
  SANDBOX,
  SET,
  SNAPSHOT,
  SNAPSHOT_V2,
} from '../agents/codex/shape.js'
import { ShimError } from '../system/errors.js'
import { PROGRAM } from '../system/names.js'
import { parseToml, readToml, renderKey, type TomlPath, type TomlTable } from '../toml/toml.js'
import { broken, type Finding, ok, type Patient, warn } from './check.js'

const ENABLE = `${PROGRAM} enable codex`

/** Do Codex's commands reach us? */
export function checkRoutes({ world, routes }: Patient): Finding {
  if (routes instanceof Error) return broken([routes.message], 'mend the file; Codex needs it, too')
  const { config, hook, launcher } = routes
  const evidence = [
    `${config.path}: ${hook ? 'the hook is set' : 'no hook of ours'}`,
    `login shell: ${readLoginShell()}${launcher ? ', our launcher' : ''}`,
  ]
  const untrusted = findUntrustedHook(world)
  if (untrusted && hook) {
    return warn(
      [
        ...evidence,
        `${untrusted}: our SessionStart hook is not trusted, and codex exec leaves it out`,
      ],
      'start codex once, and trust the hook when it asks',
    )
  }
  if (hook || launcher) return ok(...evidence)
  if (readRecord(world, config.path)) {
    return broken([...evidence, 'it was enabled, and somebody has taken that out'], ENABLE)
  }
  return warn(evidence, ENABLE)
}

/** Does another layer of Codex's configuration take our hook away? */
export function checkLayers({ effective, routes }: Patient): Finding {
  if (routes instanceof Error || !routes.hook) return ok('nothing of ours to overrule')
  const files = listLayers(routes, effective.compiled?.root ?? effective.directory)
  const found = files.flatMap((file) => explainLayer(file))
  if (found.length === 0) return ok(`${files.length} other layers, none overrules ours`)
  return warn(found, 'see "Other layers" in docs/troubleshooting.md')
}

/** The layers that Codex puts on top: profiles beside config.toml, and the project's own file. */
function listLayers({ config, text }: CodexRoutes, root: string): readonly string[] {
  const profile = readToml(parseToml(text, config.path), ['profile'])
  const named = typeof profile === 'string' ? [`${profile}.config.toml`] : []
  const files = [
    ...named.map((name) => join(dirname(config.path), name)),
    join(root, '.codex/config.toml'),
  ]
  return files.filter((file) => existsSync(file) && file !== config.path)
}

const OVERRULING: readonly TomlPath[] = [
  INCLUDE_ONLY,
  FILTERS,
  [...SET, 'BASH_ENV'],
  [...SET, 'ZDOTDIR'],
  ['shell_environment_policy', 'inherit'],
  LOGIN,
  SNAPSHOT,
  SNAPSHOT_V2,
]

function explainLayer(file: string): readonly string[] {
  const meaning = readTable(file)
  if (meaning instanceof Error) return [meaning.message]
  return OVERRULING.filter((path) => readToml(meaning, path) !== undefined).map(
    (path) => `${file} sets ${renderKey(path)}`,
  )
}

function readTable(file: string): TomlTable | Error {
  try {
    return parseToml(readFileSync(file, 'utf8'), file)
  } catch (error) {
    return error instanceof ShimError ? error : new Error(`${file} cannot be read`)
  }
}

/** Do login shells run before each command, and is one replayed? */
export function checkLogin({ routes }: Patient): Finding {
  if (routes instanceof Error) return ok('unknown: the configuration cannot be read')
  const meaning = parseToml(routes.text, routes.config.path)
  const [login, snapshot] = [LOGIN, SNAPSHOT].map((path) => readToml(meaning, path) !== false)
  const evidence = [
    `allow_login_shell: ${login ? 'profiles run before each command' : 'off'}`,
    `shell_snapshot: ${snapshot ? 'a login shell is captured and replayed' : 'off'}`,
  ]
  if (!(login || snapshot) || routes.launcher) return ok(...evidence)
  if (!routes.hook) return warn(evidence, `${ENABLE} turns both off`)
  return ok(...evidence, 'the hook undoes what they change, at a cost')
}

/** What the sandbox leaves of the log. */
export function checkSandbox({ routes }: Patient): Finding {
  if (routes instanceof Error) return ok('unknown: the configuration cannot be read')
  const name = readSandbox(parseToml(routes.text, routes.config.path))
  switch (name) {
    case 'danger-full-access':
    case ':danger-full-access':
      return ok(`${name}: commands write the log itself`)
    case 'workspace-write':
    case ':workspace':
      return ok(`${name}: lines come through the spool, and \`log\` merges them`)
    case 'read-only':
    case ':read-only':
    case undefined:
      return warn(
        [
          `${name ?? 'read-only, the default of codex exec'}: commands get their environment, but can write no line`,
        ],
        `${name?.startsWith(':') ? 'default_permissions = ":workspace"' : 'sandbox_mode = "workspace-write"'}, where the log matters`,
      )
    default:
      return ok(
        `the permissions of ${name}: lines come through the spool where commands may write to $TMPDIR`,
      )
  }
}

/** The sandbox of the older setting, or the built-in permissions of which the newer one is made; a profile with no such beginning as it is named. */
function readSandbox(meaning: TomlTable): string | undefined {
  const name = readToml(meaning, SANDBOX) ?? readToml(meaning, PERMISSIONS)
  if (typeof name !== 'string') return undefined
  const base = readToml(meaning, ['permissions', name, 'extends'])
  return typeof base === 'string' ? base : name
}

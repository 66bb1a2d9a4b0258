import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { renderMissing } from './missing.js'
import { installProduct, packRelease } from './product.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of a release: what a user has before `./install.sh`. */
    readonly release: string
    /** The home directory of a user who has installed it. */
    readonly installed: string
    /** Where tests make folders that last as long as they all do. */
    readonly folder: string
    /** A file with a line for each program that tests were skipped for. */
    readonly missing: string
  }
}

/** Builds a release and installs it for one user; the tests share both. */
export default function setup(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codex-env-shim-tests-')))
  // Other users of a test's own must be able to get in.
  chmodSync(folder, 0o755)
  const release = join(folder, 'release')
  const installed = join(folder, 'installed')
  const missing = join(folder, 'missing')
  writeFileSync(missing, '')
  packRelease(release)
  mkdirSync(installed)
  installProduct({ release, home: installed })
  project.provide('folder', folder)
  project.provide('release', release)
  project.provide('installed', installed)
  project.provide('missing', missing)
  return () => {
    const names = readFileSync(missing, 'utf8').split('\n').filter(Boolean)
    process.stdout.write(renderMissing(names, process.platform))
    // Some tests leave folders that nobody may enter.
    execFileSync('chmod', ['-R', 'u+rwX', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { failProvider } from '../failure.js'
import type { Contribution, Scene } from '../provider.js'
import { isThere, readText } from './files.js'
import { prependOp, setOp } from './ops.js'

/** Is this the folder of a virtual environment (PEP 405)? */
export function isVenv(folder: string): boolean {
  return isThere(join(folder, 'pyvenv.cfg'))
}

/**
 * What `bin/activate` does, from the folder itself: a moved environment's script still names the old one. The prompt is as
 * CPython 3.13, uv and virtualenv have it.
 */
export function contributeVenv(scene: Scene, folder: string, from: string): Contribution {
  const python = join(folder, 'bin/python')
  if (!existsSync(python)) {
    throw failProvider(
      scene,
      `${python} leads nowhere: the Python it was made with is gone`,
      `make ${folder} again`,
    )
  }
  const config = readText(join(folder, 'pyvenv.cfg')) ?? ''
  const prompt = /^prompt\s*=\s*(['"]?)(.*?)\1\s*$/m.exec(config)?.[2]
  return {
    ops: [
      setOp('VIRTUAL_ENV', folder, from),
      setOp('VIRTUAL_ENV_PROMPT', prompt || nameVenv(folder), from),
      prependOp('PATH', [join(folder, 'bin')], from),
      { kind: 'unset', name: 'PYTHONHOME', from },
    ],
    watch: [join(folder, 'pyvenv.cfg')],
    notes: [],
  }
}

function nameVenv(folder: string): string {
  return basename(folder) || basename(dirname(folder))
}

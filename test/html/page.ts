import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run.js'
import { ownProduct } from '../sandbox.js'
import { makeFolder } from '../world.js'

/** Writes pages with one installed program, each of a log of its own. */
export type PageMaker = (log: string, ...args: readonly string[]) => Promise<string>

/** Installs a program and answers what writes its pages. */
export function installPageMaker(): PageMaker {
  const product = ownProduct()
  return async (log, ...args) => {
    writeFileSync(product.log, log)
    const file = join(makeFolder(), 'log.html')
    const env = { HOME: product.home, PATH: '/usr/bin:/bin' }
    const argv = [product.bin, 'log', '--html', file, ...args]
    const { status, stderr } = await run(argv, { cwd: product.home, env })
    if (status !== 0) throw new Error(stderr)
    return file
  }
}

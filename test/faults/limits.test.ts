import { beforeAll, describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, type Route } from '../routes.js'
import { type Box, sandbox, unprivilegedProduct } from '../sandbox.js'

const DECLARED = '[env]\nVALUE = good\n'

/** Runs a command on a route under a limit that prlimit(1) sets; the shells themselves start nothing. */
function show(box: Box, route: Route, limit: string) {
  const words = route.shell === 'fish' ? 'echo $VALUE ran' : 'echo "${VALUE-none} ran"'
  const argv = ['prlimit', limit, ...route.program(box.product), '-c', words]
  return box.run(argv, { env: route.env(box.product) })
}

/** The same declaration, written anew: its plan is stale. */
const touch = (box: Box) => box.write('project/.codex/env.ini', DECLARED)

// A limit on processes does not count for root.
let product: Product
beforeAll(() => {
  product = unprivilegedProduct()
})

describe.skipIf(isMissing('prlimit'))('the command runs in its environment', () => {
  for (const route of ALL_ROUTES) {
    const skip = isMissing(route.shell)
    // fish itself does not run without a thread.
    const skipThreadless = skip || route.shell === 'fish'

    test.skipIf(skipThreadless)(`where no process can be started, by ${route.name}`, async () => {
      const box = await sandbox(product).declare(DECLARED).allow().build()
      expect(await show(box, route, '--nproc=1')).toMatchObject({ stdout: 'good ran\n', status: 0 })
      expect(box.audit()).toMatchObject([{ state: 'fresh' }])
    })

    test.skipIf(skipThreadless)(
      `where no process can be started and the plan is stale, by ${route.name}`,
      async () => {
        const box = await sandbox(product).declare(DECLARED).allow().build()
        touch(box)
        const { stdout, stderr, status } = await show(box, route, '--nproc=1')
        expect({ stdout, status }).toEqual({ stdout: 'good ran\n', status: 0 })
        expect(stderr).toContain('as many processes as you may')
        expect(box.audit()).toMatchObject([
          { state: 'last-good', problem: expect.stringContaining('as many processes as you may') },
        ])
        // Nothing is left that the next one would wait for.
        expect(await show(box, route, '--nproc=5000')).toMatchObject({
          stdout: 'good ran\n',
          stderr: '',
          status: 0,
        })
        expect(box.audit()[1]).toMatchObject({ state: 'fresh' })
      },
    )

    test.skipIf(skip)(`where there is no memory to compile in, by ${route.name}`, async () => {
      const box = await sandbox(product).declare(DECLARED).allow().build()
      touch(box)
      const { stdout, stderr, status } = await show(box, route, '--as=200000000')
      expect({ stdout, status }).toEqual({ stdout: 'good ran\n', status: 0 })
      expect(stderr).toMatch(
        /^codex-env-shim: [^\n]*could not be compiled: Node was ended[^\n]*\n$/,
      )
      expect(box.audit()).toMatchObject([{ state: 'last-good' }])
    })

    test.skipIf(skip)(`with twenty file descriptors, by ${route.name}`, async () => {
      const box = await sandbox(product).declare(DECLARED).allow().build()
      const { stdout, stderr, status } = await show(box, route, '--nofile=20')
      expect({ stdout, stderr, status }).toEqual({ stdout: 'good ran\n', stderr: '', status: 0 })
      expect(box.audit()).toMatchObject([{ state: 'fresh' }])
    })

    test.skipIf(skip)(
      `or as the agent started it with six file descriptors, by ${route.name}`,
      async () => {
        const box = await sandbox(product).declare(DECLARED).allow().build()
        const { stdout, status } = await show(box, route, '--nofile=6')
        expect(stdout).toMatch(/ran\n$/)
        expect(status).toBe(0)
      },
    )
  }
})

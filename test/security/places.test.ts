import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KNOWN_AGENTS, SHARED_MARKERS } from '../../src/agents/known.js'
import { PLAN_FILES, PLAN_FOLDER, PLANS } from '../../src/system/names.js'
import { READ_ONLY } from '../audit/sandboxed.js'
import type { Product } from '../product.js'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import { type Box, ownProduct, sandbox, UID, unprivilegedProduct } from '../sandbox.js'
import { write } from '../world.js'
import { declarationOf, EVIL, GOOD, show, victim } from './attack.js'

const isRoot = process.getuid?.() === 0

function planOf({ product, project }: Box): string {
  return join(product.cache, PLANS, project, PLAN_FOLDER, PLAN_FILES.posix)
}

describe('allow is for the user', () => {
  test.each([
    ...KNOWN_AGENTS.flatMap(({ markers }) => markers),
    ...SHARED_MARKERS.map(({ name }) => name),
  ])('allow from inside an agent that sets %s', async (marker) => {
    const box = await sandbox().declare(EVIL).build()
    const argv = [box.product.bin, 'allow', '--name', 'LD_PRELOAD']
    const { status, stderr } = await box.run(argv, { env: { [marker]: '1' } })
    expect(status).toBe(125)
    expect(stderr).toContain('allow is for you, not for an agent')
    expect((await show(box)).value).toBe('none')
  })

  test.skipIf(isMissing('bwrap'))(
    'allow from inside a sandbox whose markers were taken away',
    async () => {
      const box = await sandbox().declare(EVIL).build()
      const { status } = await box.run([...READ_ONLY, box.product.bin, 'allow'])
      expect(status).toBe(1)
      expect((await show(box)).value).toBe('none')
    },
  )
})

test.skipIf(!isRoot)('a plan that another user wrote', async () => {
  const box = await victim(unprivilegedProduct()).build()
  expect((await show(box)).value).toBe('good')
  const text = readFileSync(planOf(box), 'utf8')
  writeFileSync(planOf(box), text.replaceAll('good', 'evil'))
  chownSync(planOf(box), UID + 1, UID + 1)
  expect((await show(box)).value).not.toBe('evil')
})

test.skipIf(isMissing('bwrap'))('a plan or a stamp that a sandboxed command writes', async () => {
  const box = await victim().build()
  expect((await show(box)).value).toBe('good')
  const script = `echo VALUE=evil >'${planOf(box)}'; touch -d 1970-01-01 '${declarationOf(box)}'`
  expect((await box.run([...READ_ONLY, '/bin/sh', '-c', script])).stderr).toContain('Read-only')
  expect((await show(box)).value).toBe('good')
})

test.each(['cache', 'state', 'config'] as const)(
  'a %s directory that anybody can write: nothing is compiled there',
  async (place) => {
    const box = await sandbox(ownProduct()).declare(GOOD).build()
    write(join(box.product.config, 'config.ini'), '[env]\nOTHER = 1\n')
    chmodSync(box.product[place], 0o777)
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain(`${box.product[place]} can be written by anybody`)
    expect((await show(box)).value).toBe('none')
  },
)

test('HOME and XDG_* that point to places of the attacker’s', async () => {
  const product = ownProduct()
  const box = await victim(product).declare(EVIL, 'evil/project').build()
  write(join(box.dir, 'evil/.config/codex-env-shim/config.ini'), '[secure]\nmode = off\n')
  const evil = join(box.dir, 'evil')
  const env = {
    HOME: evil,
    XDG_CONFIG_HOME: `${evil}/.config`,
    XDG_STATE_HOME: `${evil}/.local/state`,
    XDG_CACHE_HOME: `${evil}/.cache`,
    XDG_DATA_HOME: `${evil}/.local/share`,
    CODEX_ENV_SHIM_CONFIG: `${evil}/.config/codex-env-shim`,
    CODEX_ENV_SHIM_STATE: evil,
    CODEX_ENV_SHIM_CACHE: evil,
    CODEX_ENV_SHIM_DATA: evil,
  }
  expect((await show(box, { env })).value).toBe('good')
  expect(box.audit().at(-1)).toMatchObject({ state: 'fresh', project: box.project })
  writeFileSync(declarationOf(box), EVIL)
  expect((await show(box, { env })).value).toBe('none')
})

describe('the off switch where the audit is required', () => {
  let product: Product | undefined
  for (const route of ALL_ROUTES) {
    test.skipIf(isMissing(route.shell))(
      `a command that is switched off and cannot be recorded is refused, by ${route.name}`,
      async () => {
        product ??= unprivilegedProduct()
        const box = await victim(product).build()
        write(join(box.product.config, 'config.ini'), '[audit]\nrequired = true\n')
        chmodSync(box.product.log, 0o400)
        const env = { TMPDIR: '/nonexistent', CODEX_ENV_SHIM: 'off' }
        const { stdout, status } = await box.shell(route, ['-c', 'echo ran'], { env })
        expect({ stdout, status }).toEqual({ stdout: '', status: 125 })
      },
    )
  }
})

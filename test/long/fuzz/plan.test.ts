import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLAN_FILES, PLAN_FOLDER, PLANS } from '../../../src/system/names.js'
import { isMissing } from '../../programs.js'
import { ALL_ROUTES, type Route } from '../../routes.js'
import { type Box, sandbox } from '../../sandbox.js'
import { parameters } from './mutation.js'

const DECLARATION = `[env]
A = it's a value
B = b
[path]
LIST[] = ./lib
[unset]
names[] = GONE
`

/** What something else than us has done to a plan: cut it off, made a hole in it, or written over it. */
type Damage =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'hole'; readonly at: number; readonly length: number }
  | { readonly kind: 'garbage'; readonly codes: readonly number[] }

// No text that a shell would run as anything: the plan is the user's own, and what they write into it counts.
const harmless = fc.oneof(
  fc.nat(8),
  fc.integer({ min: 128, max: 255 }),
  fc.constantFrom(10, 39, 97),
)
const damage: fc.Arbitrary<Damage> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('cut' as const), at: fc.nat(2000) }), weight: 4 },
  fc.record({
    kind: fc.constant('hole' as const),
    at: fc.nat(2000),
    length: fc.integer({ min: 1, max: 600 }),
  }),
  fc.record({ kind: fc.constant('garbage' as const), codes: fc.array(harmless) }),
)

function spoil(good: Buffer, how: Damage): Buffer {
  if (how.kind === 'garbage') return Buffer.from(how.codes)
  const at = how.at % (good.length + 1)
  if (how.kind === 'cut') return good.subarray(0, at)
  return Buffer.from(good).fill(0, at, Math.min(at + how.length, good.length))
}

const folderOf = ({ product, project }: Box) => join(product.cache, PLANS, project, PLAN_FOLDER)

/** The declared environment. */
const WHOLE = /^it's a value\|b\|[^|]*\/lib\|\nran\n$/
const SHOW = {
  posix: 'echo "$A|$B|$LIST|$GONE"; echo ran; exit 3',
  fish: 'echo "$A|$B|$LIST|$GONE"; echo ran; exit 3',
}

const show = (box: Box, route: Route) =>
  box.shell(route, ['-c', SHOW[route.shell === 'fish' ? 'fish' : 'posix']], {
    env: { GONE: 'given' },
  })

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `a plan that is damaged is never half applied and soon made again, by ${route.name}`,
    async () => {
      const box = await sandbox().declare(DECLARATION).allow().build()
      const names = [PLAN_FILES.posix, ...(route.shell === 'fish' ? [PLAN_FILES.fish] : [])]
      const goods = names.map((name) => readFileSync(join(folderOf(box), name)))
      const { atime, mtime } = statSync(join(folderOf(box), PLAN_FILES.posix))
      const holds = async (how: Damage) => {
        for (const [index, good] of goods.entries()) {
          const file = join(folderOf(box), names[index] ?? '')
          writeFileSync(file, spoil(good, how))
          utimesSync(file, atime, mtime)
          const first = await show(box, route)
          expect(first.status).toBe(3)
          expect(first.stdout).toMatch(/\nran\n$/)
          if (how.kind !== 'hole') expect(first.stdout).toMatch(WHOLE)
          const next = await show(box, route)
          expect(next.status).toBe(3)
          if (how.kind !== 'hole') expect(next.stdout).toMatch(WHOLE)
          for (const [at, each] of goods.entries()) {
            writeFileSync(join(folderOf(box), names[at] ?? ''), each)
            utimesSync(join(folderOf(box), names[at] ?? ''), atime, mtime)
          }
        }
      }
      await fc.assert(fc.asyncProperty(damage, holds), parameters<Damage>(0.0004, 'plan'))
    },
  )
}

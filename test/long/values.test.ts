import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES } from '../routes.js'
import { run } from '../run.js'
import { type Box, sandbox } from '../sandbox.js'
import { buildTools, COMPILER } from '../shells/transparency/tools.js'

/** How many processes each property starts. */
const RUNS = { numRuns: 300 }

/** A text of any bytes but NUL, each character one byte. */
const bytes = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom(...Buffer.from(' \'"\\$`\n*(){}!#')),
      ),
      { maxLength },
    )
    .map((codes) => Buffer.from(codes).toString('latin1'))

/** Names that shells know, names that they do not, and exported functions. */
const name = fc.oneof(
  fc.stringMatching(/^X[A-Za-z0-9_]{0,12}$/),
  fc.stringMatching(/^x[a-z0-9.%/:@-]{1,12}$/),
  fc.stringMatching(/^BASH_FUNC_[a-z][a-z.-]{0,8}%%$/),
)

/** For start.c: every byte as %XX. */
const encode = (text: string) =>
  [...text].map((byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')

describe.skipIf(isMissing(COMPILER))('whatever the values are', () => {
  const tools = buildTools()
  let box: Box
  beforeAll(async () => {
    box = await sandbox().declare('[env]\nDECLARED = 1\n').allow().build()
  })

  const facts = (text: string, kind: string) =>
    text.split('\n').filter((line) => line.startsWith(kind))

  async function see(
    program: readonly string[],
    env: object,
    put: readonly string[],
    args: readonly string[],
  ) {
    const conditions = ['decode', ...put.map((entry) => `put=${encode(entry)}`)]
    const argv = [tools.start, ...conditions, '--', ...[...program, ...args].map(encode)]
    const { stdout, stderr, status, signal } = await run(argv, {
      cwd: box.project,
      env: { ...box.env, ...env },
    })
    return { argv: facts(stdout, 'argv'), env: facts(stdout, 'env'), stderr, status, signal }
  }

  for (const route of ALL_ROUTES) {
    const command = `exec ${tools.witness} ${route.shell === 'fish' ? '$argv' : '"$@"'}`
    const words = route.shell === 'fish' ? ['-c', command] : ['-c', command, 'name']
    // fish re-encodes what is not UTF-8 where the locale is not.
    const base = { LC_ALL: 'C.UTF-8' }

    test.skipIf(isMissing(route.shell))(`arguments pass through ${route.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(bytes(60), { maxLength: 12 }), async (args) => {
          const real = await see(route.real, { ...base, DECLARED: '1' }, [], [...words, ...args])
          const env = { ...base, ...route.env(box.product) }
          const ours = await see(route.program(box.product), env, [], [...words, ...args])
          expect(ours).toEqual(real)
        }),
        RUNS,
      )
    })

    test.skipIf(isMissing(route.shell))(`an environment passes through ${route.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(name, bytes(60), { maxKeys: 12 }), async (entries) => {
          const put = Object.entries(entries).map((entry) => entry.join('='))
          const real = await see(route.real, { ...base, DECLARED: '1' }, put, words)
          const env = { ...base, ...route.env(box.product) }
          expect(await see(route.program(box.product), env, put, words)).toEqual(real)
        }),
        RUNS,
      )
    })
  }
})

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES, type Route } from '../routes.js'
import { type Box, sandbox } from '../sandbox.js'

/** What Codex had an outer shell do, for `echo two`. */
const read = (version: string) =>
  readFileSync(
    join(dirname(fileURLToPath(import.meta.url)), `snapshot/codex-${version}.txt`),
    'utf8',
  )

const SNAPSHOTS = [
  '01a22f89-cdb1-74b3-8193-2177d4aa242d.1796093890201852167.sh',
  '01a23034-a0f8-7dc2-9612-55f7f6f0c7b1.1796105085186246533.sh',
] as const

const declared = () =>
  sandbox()
    .declare('[env]\nVALUE = good\n')
    .file(`home/.codex/shell_snapshots/${SNAPSHOTS[0]}`, 'export VALUE=stale\n')
    .file(`home/.codex/shell_snapshots/${SNAPSHOTS[1]}`, 'export VALUE=stale\n')
    .allow()
    .build()

/** The text as Codex makes it where the route's shell is the user's. */
function textFor(real: string, route: Route, box: Box, command = 'echo "two $VALUE"'): string {
  const shell = route === ROUTES.hookBash ? '/bin/bash' : route.program(box.product)[0]
  return real
    .replace('/home/u/', `${box.home}/`)
    .replace(/\nexec '[^']*' -c 'echo two'$/, () => `\nexec '${shell}' -c '${command}'`)
}

const OUTER = [ROUTES.hookBash, ROUTES.bash, ROUTES.sh] as const
const AGENT = { CODEX_THREAD_ID: 't', CODEX_SESSION_ID: 's', CODEX_TOOL_CALL_ID: 'c' }

const CASES = ['0.169', '0.171'].flatMap((version) =>
  OUTER.filter(({ shell }) => !isMissing(shell)).map((route) => ({ version, route })),
)

for (const { version, route } of CASES) {
  const real = read(version)
  describe(`The snapshot of Codex ${version} by ${route.name}`, () => {
    test('is one line a call, of what the model asked for', async () => {
      const box = await declared()
      const { stdout } = await box.shell(route, ['-c', textFor(real, route, box)], { env: AGENT })
      expect(stdout).toBe('two good\n')
      expect(box.audit()).toMatchObject([{ command: 'echo "two $VALUE"', state: 'fresh' }])
    })

    test.each([
      ['begins so', () => '__CODEX_SNAPSHOT_X=1; echo "more $VALUE"'],
      [
        'begins so and ends so',
        (text: string) =>
          `__CODEX_SNAPSHOT_X=1\necho "more $VALUE"${text.slice(text.lastIndexOf('\nexec '))}`,
      ],
      ['has a line more in front', (text: string) => `${BEGIN}${text}`],
      [
        'has a line more in the middle',
        (text: string) => text.replace('\n\nif . ', `\n${MORE}\nif . `),
      ],
      ['has a line more at its end', (text: string) => text.replace('\nexec ', `\n${MORE}\nexec `)],
      ['goes on behind its end', (text: string) => `${text}"$(${MORE} >&2)"`],
      [
        'names what is no variable',
        (text: string) => text.replaceAll('{SHLVL', `{X}$(${MORE} >&2)\${X`),
      ],
    ])('a text that %s is a command like any other', async (_, change) => {
      const box = await declared()
      const command = change(textFor(real, route, box))
      const { stdout, stderr } = await box.shell(route, ['-c', command], { env: AGENT })
      expect(`${stdout}${stderr}`).toMatch(/more (?:good|stale)/)
      expect(box.audit()[0]).toMatchObject({ state: 'fresh' })
      expect(String(box.audit()[0]?.['command'])).toMatch(/^__CODEX_SNAPSHOT_/)
    })

    test('a text that ends anywhere else is recorded, too', async () => {
      const box = await declared()
      const text = textFor(real, route, box)
      for (let end = 21; end < text.length; end += 4999) {
        const before = box.audit().length
        await box.shell(route, ['-c', text.slice(0, end)], { env: AGENT })
        expect({ end, lines: box.audit().length - before }).toEqual({ end, lines: 1 })
      }
    })
  })
}

const MORE = 'echo "more $VALUE"'
const BEGIN = `__CODEX_SNAPSHOT_X=1\n${MORE}\n`

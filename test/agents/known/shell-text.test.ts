import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KNOWN_AGENTS } from '../../../src/agents/known.js'
import { renderShellText, SHELL_TEXT } from '../../../src/agents/shell-text.js'
import { REPOSITORY } from '../../product.js'
import { isMissing } from '../../programs.js'
import { ALL_ROUTES } from '../../routes.js'
import { type AuditLine, sandbox } from '../../sandbox.js'

test('the shells have the table of agents as it is', () => {
  expect(readFileSync(join(REPOSITORY, SHELL_TEXT), 'utf8')).toBe(renderShellText())
})

const CASES = KNOWN_AGENTS.flatMap(({ name, markers, ids }) =>
  markers.map((marker) => ({ name, marker, ids })),
)

const told = ({ agent, thread, session, tool_call }: AuditLine) => [
  agent,
  thread,
  session,
  tool_call,
]

for (const route of ALL_ROUTES) {
  test.skipIf(isMissing(route.shell))(
    `every agent is called by its name, with its ids, by ${route.name}`,
    async () => {
      const box = await sandbox().declare('').allow().build()
      for (const { marker } of CASES) {
        await box.shell(route, ['-c', ':'], { env: { [marker]: `"${marker}` } })
      }
      const expected = CASES.map(({ name, marker, ids }) =>
        [name, ...[ids.thread, ids.session, ids.call].map((id) => id === marker && `"${id}`)].map(
          (text) => text || '',
        ),
      )
      expect(box.audit().map(told)).toEqual(expected)
    },
  )

  test.skipIf(isMissing(route.shell))(
    `what is no marker, or an empty one, names no agent, by ${route.name}`,
    async () => {
      const box = await sandbox().declare('').allow().build()
      const empty = Object.fromEntries(CASES.map(({ marker }) => [marker, '']))
      const settings = { CODEX_HOME: '/x', CLAUDE_CODE_SHELL: '/x', OPENCODE_CONFIG: '/x' }
      const env = { ...empty, ...settings, AI_AGENT: 'claude', AGENT: '1', CURSOR_TRACE_ID: 'x' }
      await box.shell(route, ['-c', ':'], { env })
      expect(box.audit().map(told)).toEqual([['', '', '', '']])
    },
  )
}

test('where an agent runs inside another the first of the table counts', async () => {
  const box = await sandbox().declare('').allow().build()
  const env = Object.fromEntries(CASES.map(({ marker }) => [marker, 'x']))
  for (const route of ALL_ROUTES) {
    if (!isMissing(route.shell)) await box.shell(route, ['-c', ':'], { env })
  }
  expect(new Set(box.audit().map(({ agent }) => agent))).toEqual(new Set(['codex']))
})

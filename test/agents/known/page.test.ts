import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AGENTS } from '../../../src/agents/index.js'
import { AGENTS_PAGE, renderAgentsPage } from '../../../src/agents/page.js'
import { REPOSITORY } from '../../product.js'

test('the documentation has the table of agents as it is', () => {
  const page = readFileSync(join(REPOSITORY, AGENTS_PAGE), 'utf8')
  expect(page).toBe(renderAgentsPage(page))
  for (const { title } of AGENTS) expect(page).toContain(`| ${title} | `)
})

test('the versions that it calls tested are those that are installed for it', () => {
  const { dependencies } = JSON.parse(
    readFileSync(join(REPOSITORY, 'test/agents/package.json'), 'utf8'),
  ) as { readonly dependencies: Readonly<Record<string, string>> }
  const pinned = Object.entries(dependencies).map(([alias, spec]) => [
    alias.replace(/-[\d.]+$/, ''),
    spec.slice(spec.lastIndexOf('@') + 1),
  ])
  for (const { name, page } of AGENTS) {
    const versions = pinned.filter(([agent]) => agent === name).map(([, version]) => version)
    expect([...page.tested].sort(), name).toEqual(versions.sort())
  }
})

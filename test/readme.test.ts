import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './product.js'
import { findProgram, isMissing } from './programs.js'
import { type Box, ownProduct, sandbox } from './sandbox.js'

/** Commands that cannot be run here, each with the reason; any other must work. */
const NOT_RUN: readonly (readonly [command: RegExp, why: string])[] = [
  [/^(git clone|curl|apt-get|sudo|brew) /, 'it is for a machine of the reader’s'],
  [/^cd codex-env-shim\b/, 'there is no clone to enter'],
  [/^npm (test|run|ci)\b/, 'it runs these tests, or takes minutes'],
  [/^(npm (install|uninstall) |npx )|^codex-env-shim setup/, 'test/package tries it'],
  [/^\.\/install\.sh/, 'test/install.test.ts tries it'],
  [/(^|off )codex\b(?!-)/, 'it starts Codex; test/agents does'],
  [/codex-env-shim verify/, 'it starts Codex; test/agents does'],
  [
    /--collector/,
    'it needs a login session that systemd runs; test/audit/service.test.ts does without',
  ],
]

/** What stands for something of the reader's own, or goes on until ^C, and what is run for it. */
const STANDS_FOR: readonly (readonly [text: RegExp, run: string])[] = [
  [/019a…/g, '019a0000-0000-7000-8000-000000000000'],
  [/call_7/g, '"$(codex-env-shim log --json -n 1 | jq -r .time)"'],
  [/ log -f/g, ' log'],
  [/tail -F/g, 'tail -n 1'],
]

/** Files of the reader's own that commands name. */
const OWN = {
  'setup.sh': '#!/bin/sh\nexport LOADED=1\n',
  'train.py': 'print("trained")\n',
  Makefile: 'all test:\n\t@echo made\n',
}

const needs = ['jq', 'make', 'python3'].filter(isMissing)

test.skipIf(needs.length > 0)(
  'every command of the README works as it is printed',
  { timeout: 300_000 },
  async () => {
    const reader = await makeReader()
    const blocks = readBlocks().filter(({ script }) => script !== '')
    const failed = []
    for (const { line, script } of blocks) {
      const { status, stderr } = await reader(script)
      if (status !== 0) failed.push({ line, script, status, stderr })
    }
    expect(failed).toEqual([])
    expect(blocks.length).toBeGreaterThan(6)
  },
)

/** Somebody who types commands in their project, ~/project, one block after the other. */
async function makeReader(): Promise<(script: string) => ReturnType<Box['run']>> {
  const product = ownProduct()
  const box = await sandbox(product).build()
  for (const [name, text] of Object.entries(OWN)) box.write(join('project', name), text)
  await box.run(['chmod', '+x', 'setup.sh'])
  await box.run(['ln', '-s', box.project, join(product.home, 'project')])
  const path = `${join(product.home, '.local/bin')}:/usr/local/bin:/usr/bin:/bin`
  const env = { HOME: product.home, PATH: path, EDITOR: 'true' }
  const bash = findProgram('bash') ?? 'bash'
  return (script) => box.run([bash, '-euo', 'pipefail', '-c', script], { env })
}

/** The blocks that are marked as commands, and the line on which each begins. */
function readBlocks(): readonly { readonly line: number; readonly script: string }[] {
  const text = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map((found) => ({
    line: text.slice(0, found.index).split('\n').length + 1,
    script: (found[1] ?? '')
      .split(/(?<!\\)\n/)
      .filter(isRun)
      .map(standIn)
      .join('\n'),
  }))
}

function isRun(command: string): boolean {
  return command !== '' && !NOT_RUN.some(([pattern]) => pattern.test(command))
}

function standIn(command: string): string {
  return STANDS_FOR.reduce((text, [pattern, run]) => text.replace(pattern, run), command)
}

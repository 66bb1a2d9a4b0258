import { expect, test } from 'vitest'
import { readsVariables, writesFiles } from '../../../src/providers/learn/texts.js'

test.each([
  ['export A=1\n# $HOME\n', false],
  ['export A=$B\n', true],
  ['PATH_add bin\n', true],
  ['unset A\n', true],
  ['[env]\nA = "1"\n', false],
  ['[env]\nA = "{{ get_env(name=\'A\') }}"\n', true],
  ['[env]\nA = false\n', true],
  ['#%Module\nsetenv A 1\n', false],
  ['#%Module\nprepend-path A /x\n', true],
  ['#%Module\nsetenv A [getenv B]\n', true],
  ['#%Module\nif {![info exists env(A)]} { setenv A 1 }\n', true],
  ['[env]\nA = { default = "x" }\n', true],
  ['print(os.environ.get("A"))\n', true],
])('%j reads variables: %j', (text, reads) => {
  expect(readsVariables(text)).toBe(reads)
})

test.each([
  ['export A=$B\n', false],
  ['echo "$PATH" >cache\n', true],
  ['echo x >>"$HOME/runs"\n', true],
  ['env > .cache/env\n', true],
  ['node -v 2>/dev/null >&2\n', false],
  ['if [ 2 -gt 1 ]; then :; fi >/dev/null\n', false],
  ['echo "$PATH" | tee log\n', true],
  ['npm install\n', true],
  ['open("cache", "w").write(x)\n', true],
])('%j writes files: %j', (text, writes) => {
  expect(writesFiles(text)).toBe(writes)
})

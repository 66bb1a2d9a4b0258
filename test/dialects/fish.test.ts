import { expect, test } from 'vitest'
import { quote, renderPlan } from '../../src/dialects/fish.js'
import { GOLDEN } from './golden.js'

test('a plan is rendered for fish', () => {
  expect(renderPlan(GOLDEN)).toMatchInlineSnapshot(`
    "set -gx CUDA_HOME '/opt/cuda'
    set -l __codex_env_1 'nobody'; test -n "$USER"; and set __codex_env_1 "$USER"
    set -gx GREETING 'hi '"$__codex_env_1"' at '"$HOST"
    if test -z "$CODEX_NETWORK_PROXY_ACTIVE"
    set -gx HTTP_PROXY 'http://x'
    end
    __codex_env_prepend PATH '/home/u/p/bin' '/opt/x'
    set -l __codex_env_1 ''; test -n "$MKLROOT"; and set __codex_env_1 "$MKLROOT"'/lib64'
    __codex_env_prepend LIBS "$__codex_env_1"
    set -eg PYTHONHOME
    # codex-env-shim plan, format 4, of "/home/u/it's"
    "
  `)
})

test.each([
  ['', "''"],
  ['a$b', "'a$b'"],
  ["it's \\", "'it\\'s \\\\'"],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

import { expect, test } from 'vitest'
import { quote, renderPlan } from '../../src/dialects/fish.js'
import { GOLDEN } from './golden.js'

test('a plan is rendered for fish', () => {
  expect(renderPlan(GOLDEN)).toBe(String.raw`# codex-env-shim plan, format 1
set -g __codex_env_format 1
set -g __codex_env_root '/home/u/it\'s'
set -g __codex_env_plan '0123456789abcdef'
set -g __codex_env_state 'fresh'
set -g __codex_env_login 'suppress'
set -g __codex_env_on_error 'last-good'
set -g __codex_env_problem ''
set -g __codex_env_names '"set":["CUDA_HOME","GREETING","HTTP_PROXY"],"prepended":["PATH","LIBS"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME"]'
set -g __codex_env_names_proxied '"set":["CUDA_HOME","GREETING"],"prepended":["PATH","LIBS"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME","HTTP_PROXY"]'
function __codex_env_watched
  __codex_env_same '/home/u/it\'s/.codex/env.ini' '[env]
A = "\\n"
'
  and __codex_env_absent '/home/u/.config/codex-env-shim/config.ini'
  and test -d '/home/u/a'
  and test -e '/home/u/b'; and test ! -r '/home/u/b'
  and false
end
function __codex_env_assign
  set -gx CUDA_HOME '/opt/cuda'
  set -l __codex_env_1 'nobody'; test -n "$USER"; and set __codex_env_1 "$USER"
  set -gx GREETING 'hi '"$__codex_env_1"' at '"$HOST"
  if test -z "$CODEX_NETWORK_PROXY_ACTIVE"
  set -gx HTTP_PROXY 'http://x'
  end
  __codex_env_prepend PATH '/home/u/p/bin' '/opt/x'
  set -l __codex_env_1 ''; test -n "$MKLROOT"; and set __codex_env_1 "$MKLROOT"'/lib64'
  __codex_env_prepend LIBS "$__codex_env_1"
  set -eg PYTHONHOME
  true
end
`)
})

test.each([
  ['', "''"],
  ['a$b', "'a$b'"],
  ["it's \\", "'it\\'s \\\\'"],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

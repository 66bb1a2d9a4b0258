import { expect, test } from 'vitest'
import { renderPlan } from '../../src/dialects/posix.js'
import { quote, quoteWord } from '../../src/text/quote.js'
import { GOLDEN } from './golden.js'

test('a plan is rendered for POSIX shells', () => {
  expect(renderPlan(GOLDEN, '/s')).toMatchInlineSnapshot(`
    "{ [ "$__codex_env_plan" -nt '/home/u/a' ] && [ "$__codex_env_plan" -nt '/home/u' ]; } || [ "\${__codex_env_stale-}" ] || return 1
    { [ "$__codex_env_plan" -nt '/home/u/b' ] && [ "$__codex_env_plan" -nt '/home/u' ]; } || [ "\${__codex_env_stale-}" ] || return 1
    { [ "$__codex_env_plan" -nt '/home/u/c' ] && [ "$__codex_env_plan" -nt '/home/u' ]; } || [ "\${__codex_env_stale-}" ] || return 1
    {
    __codex_env_json='"project":"/home/u/it'\\''s","plan":"0123456789abcdef","state":"fresh","set":["CUDA_HOME","GREETING","HTTP_PROXY"],"prepended":["PATH","LIBS"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME"]'
    case \${CODEX_NETWORK_PROXY_ACTIVE-} in ?*) __codex_env_json='"project":"/home/u/it'\\''s","plan":"0123456789abcdef","state":"fresh","set":["CUDA_HOME","GREETING"],"prepended":["PATH","LIBS"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME","HTTP_PROXY"]' ;; esac
    case $__codex_env_purpose in head) return 0 ;; '' | apply) ;; *) return 2 ;; esac
    __codex_env_text_0='nobody'
    export CUDA_HOME='/opt/cuda' GREETING='hi '"\${USER:-\${__codex_env_text_0}}"' at '"\${HOST-}"
    case \${CODEX_NETWORK_PROXY_ACTIVE-} in '')
    export HTTP_PROXY='http://x' ;;
    esac
    __codex_env_text_0='/lib64'
    __codex_env_change=prepend __codex_env_list=PATH:'/home/u/p/bin':'/opt/x'; . '/s/find/lists.sh'; __codex_env_change=prepend __codex_env_list=LIBS:\${MKLROOT:+"\${MKLROOT-}\${__codex_env_text_0}"}; . '/s/find/lists.sh'
    unset PYTHONHOME
    unset __codex_env_text_0
    return 3
    }
    # codex-env-shim plan, format 4, of "/home/u/it's/.codex/env.ini"
    "
  `)
})

test('changes that depend on no other are made at once', () => {
  const independent = ['CUDA_HOME', 'PATH', 'PYTHONHOME']
  const ops = GOLDEN.plan.ops.filter(({ name }) => independent.includes(name))
  const plan = { ...GOLDEN.plan, ops }
  expect(renderPlan({ ...GOLDEN, plan, watched: [] }, '/s')).toMatchInlineSnapshot(`
    "case $__codex_env_purpose::$PATH: in
    :*:/home/u/p/bin:* | :*:/opt/x:*) ;;
    :*)
    set -a
    CUDA_HOME=/opt/cuda PATH=/home/u/p/bin:/opt/x\${PATH:+:$PATH}
    set +a
    unset PYTHONHOME
    __codex_env_json='"project":"/home/u/it'\\''s","plan":"0123456789abcdef","state":"fresh","set":["CUDA_HOME"],"prepended":["PATH"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME"]'
    return 3 ;;
    esac
    {
    __codex_env_json='"project":"/home/u/it'\\''s","plan":"0123456789abcdef","state":"fresh","set":["CUDA_HOME"],"prepended":["PATH"],"removed":["PYTHONHOME"],"restored":[],"protected":["HOME"]'
    case $__codex_env_purpose in head) return 0 ;; '' | apply) ;; *) return 2 ;; esac
    export CUDA_HOME='/opt/cuda'
    case :\${PATH-}: in *:'/home/u/p/bin':* | *:'/opt/x':*) __codex_env_change=prepend __codex_env_list=PATH:'/home/u/p/bin':'/opt/x'; . '/s/find/lists.sh' ;; *) export PATH='/home/u/p/bin:/opt/x'"\${PATH:+:$PATH}" ;; esac
    unset PYTHONHOME
    return 3
    }
    # codex-env-shim plan, format 4, of "/home/u/it's"
    "
  `)
})

test('a plan that is not plain is applied only by a shell that asks for it', () => {
  const careful = { ...GOLDEN, login: 'reapply', onError: 'refuse' } as const
  expect(renderPlan(careful, '/s')).toContain(`
__codex_env_state='fresh'
__codex_env_login='reapply'
__codex_env_declared='CUDA_HOME GREETING HTTP_PROXY PATH LIBS PYTHONHOME'
__codex_env_refuse=1
case $__codex_env_purpose in apply) ;; *) return 2 ;; esac
`)
})

test('a plan made with settings is stale without them', () => {
  const file = '/home/u/.config/codex-env-shim/config.ini'
  const [own, , ...others] = GOLDEN.watched
  const settings = { kind: 'text', file, text: '', digest: '' } as const
  const watched = own ? [own, settings, ...others] : []
  expect(renderPlan({ ...GOLDEN, watched }, '/s')).toContain(
    `[ -e '${file}' ] || [ "\${__codex_env_stale-}" ] || return 1\n`,
  )
})

test('an untrusted plan ends before any change', () => {
  const plan = { ops: [], ignored: [], provenance: [] }
  const untrusted = { ...GOLDEN, plan, state: 'untrusted', problem: 'not allowed' } as const
  expect(renderPlan(untrusted, '/s')).toContain(`
__codex_env_problem='not allowed'
return 2
`)
})

test.each([
  ['', "''"],
  ['a b', "'a b'"],
  ["'", "\\'"],
  ["it's", "'it'\\''s'"],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

test.each([
  ['/home/u/p', '/home/u/p'],
  ['/a b', "'/a b'"],
  ['', "''"],
])('%j is shown as %s', (text, word) => {
  expect(quoteWord(text)).toBe(word)
})

test('a plan differs in one line where the user asks how commands end', () => {
  const line = `case \${__codex_env_real-}\${__codex_env_route-} in /*launcher | prefix) __codex_env_watch=1 __codex_env_extras=1 ;; esac\n`
  const plan = renderPlan({ ...GOLDEN, exit: true }, '/s')
  expect(plan).toContain(line)
  expect(plan.replace(line, '')).toBe(renderPlan(GOLDEN, '/s'))
  expect(renderPlan({ ...GOLDEN, exit: false }, '/s')).toBe(renderPlan(GOLDEN, '/s'))
})

test('the plan of no project changes nothing and says so', () => {
  const [own, settings] = [
    { kind: 'absent', file: '/.codex/env.ini' },
    { kind: 'text', file: '/c/config.ini', text: '', digest: '' },
  ] as const
  const plan = { ops: [], ignored: [], provenance: [] }
  const none = { ...GOLDEN, root: '/', plan, state: 'none', watched: [own, settings] } as const
  expect(
    renderPlan(none, '/s'),
  ).toBe(`[ -e '/c/config.ini' ] || [ "\${__codex_env_stale-}" ] || return 1
{
__codex_env_json='"project":null,"plan":null,"state":"none"'
case $__codex_env_purpose in head) __codex_env_state=none; return 2 ;; esac
return 3
}
# codex-env-shim plan, format 4, of "/.codex/env.ini"
`)
})

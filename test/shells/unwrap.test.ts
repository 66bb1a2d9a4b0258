import { expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ROUTES } from '../routes.js'
import { sandbox } from '../sandbox.js'

/** A word as Claude Code quotes it. */
const quoteClaude = (text: string) =>
  /^[\w./:=@+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`

const SNAPSHOT = 'source /nowhere/shell-snapshots/snapshot-bash-1-a.sh 2>/dev/null || true'

/** What Claude Code 2.1 puts around a command, in bash; the last part differs by version and by state. */
const wrapClaude = (text: string, input = ' < /dev/null', head = SNAPSHOT) =>
  `${head} && shopt -u extglob 2>/dev/null || true && eval ${quoteClaude(text)}${input} && pwd -P >| /dev/null`

const wrapGemini = (text: string) =>
  `shopt -u promptvars nullglob extglob nocaseglob dotglob; _bgpids_file=/dev/null\n(\n  trap 'jobs -p > "$_bgpids_file"' EXIT\n${text}\n)\n__code=$?\nexit $__code`

const TEXTS = [
  'ls',
  'echo hi',
  `printf '%s\\n' it\\'s "a 'b' c"`,
  "cat <<'X'\nit's $PWD\nX",
  "echo ' && eval ' && pwd -P",
  "eval 'echo 1' && pwd -P >| /dev/null",
  `: ${'long '.repeat(4000)}it's the end`,
  ': \u00e9\u4e16 \ttab',
]

test.each(TEXTS)(
  'what Claude Code wraps is recorded as the model asked for it: %j',
  async (text) => {
    const box = await sandbox().build()
    const input = text.includes('<<') ? '' : ' < /dev/null'
    await box.shell(ROUTES.hookBash, ['-c', wrapClaude(text, input)], { env: { CLAUDECODE: '1' } })
    expect(box.audit()).toMatchObject([
      { command: headOf(text), wrapper: 'claude', agent: 'claude' },
    ])
  },
)

const BY_ROUTE = [ROUTES.hookBash, ROUTES.bash, ROUTES.hookZsh, ROUTES.zsh].filter(
  ({ shell }) => !isMissing(shell),
)

test.each(BY_ROUTE)(
  '$name: the text of the model is recorded, and that the snapshot replaces PATH after us',
  async (route) => {
    const isZsh = route.shell === 'zsh'
    const adapt = (text: string) =>
      isZsh ? text.replace('shopt -u extglob', 'setopt NO_EXTENDED_GLOB') : text
    const box = await sandbox()
      .declare('[env]\nVALUE = 1\n[path]\nPATH[] = ./bin\n')
      .file('home/snapshot.sh', 'export PATH=/usr/bin:/bin\n')
      .allow()
      .build()
    const head = `source ${box.home}/snapshot.sh 2>/dev/null || true`
    const login = '\\builtin : 2>/dev/null || true'
    const run = async (text: string) =>
      (await box.shell(route, ['-c', adapt(text)], { env: { CLAUDECODE: '1' } })).stdout
    expect(await run(wrapClaude('echo $VALUE:$PATH', ' < /dev/null', head))).toBe(
      '1:/usr/bin:/bin\n',
    )
    const long = `: ${'long '.repeat(4000)}; echo $VALUE`
    expect(await run(wrapClaude(long, ' < /dev/null', head))).toBe('1\n')
    expect(await run(wrapClaude('echo ${PATH%%:*}', ' < /dev/null', login))).toBe(
      `${box.project}/bin\n`,
    )
    expect(box.audit()).toMatchObject([
      { command: 'echo $VALUE:$PATH', wrapper: 'claude', overruled: ['PATH'], prepended: ['PATH'] },
      { command: headOf(long), wrapper: 'claude', overruled: ['PATH'] },
      { command: 'echo ${PATH%%:*}', wrapper: 'claude', prepended: ['PATH'] },
    ])
    expect(box.audit()[2]).not.toHaveProperty('overruled')
  },
)

test.each(BY_ROUTE)(
  '$name leaves nothing of the record in the shell of an agent without ids',
  async (route) => {
    const box = await sandbox().declare('[env]\nVALUE = 1\n').allow().build()
    const { stdout } = await box.shell(route, ['-c', 'set; : é'], { env: { OPENCODE: '1' } })
    expect(stdout).toContain('VALUE=1\n')
    expect(stdout.match(/^__codex_env_.*/gm)).toBeNull()
  },
)

test('a CLAUDE_CODE_SHELL_PREFIX that names the prefix is refused with what to do', async () => {
  const box = await sandbox().build()
  const { stderr, status } = await box.run([box.product.bin, '--', wrapClaude('ls')])
  expect({ stderr, status }).toEqual({
    stderr:
      'codex-env-shim: CLAUDE_CODE_SHELL_PREFIX hands over a whole text, which is no command\n  unset it, and run: codex-env-shim enable claude\n',
    status: 127,
  })
})

test.each(TEXTS)(
  'what Gemini CLI wraps is recorded as the model asked for it: %j',
  async (text) => {
    const box = await sandbox().build()
    await box.shell(ROUTES.hookBash, ['-c', wrapGemini(text)], { env: { GEMINI_CLI: '1' } })
    expect(box.audit()).toMatchObject([
      { command: headOf(text), wrapper: 'gemini', agent: 'gemini' },
    ])
  },
)

test.each([
  ['a word that is not quoted as it does', wrapClaude('ls').replace('eval ls', `eval 'a'b'c'`)],
  ['more behind it', `${wrapClaude('ls')} && echo more`],
  ['another end', wrapClaude('ls').replace(' >| ', ' > ')],
  ['no option of it set', wrapClaude('ls').replace('shopt -u extglob', 'true')],
  ['a cut off end', wrapGemini('ls').replace('exit $__code', 'exit')],
  ['another trap', wrapGemini('ls').replace('jobs -p', 'jobs -l')],
  ['more before it', `echo more; ${wrapGemini('ls')}`],
])('any other text stays whole: %s', async (_what, text) => {
  const box = await sandbox().build()
  const env = { CLAUDECODE: '1', GEMINI_CLI: '1' }
  await box.shell(ROUTES.hookBash, ['-c', text], { env })
  const [line] = box.audit()
  expect(line).toMatchObject({ command: text })
  expect(line).not.toHaveProperty('wrapper')
})

test.each([['LC_ALL=C.UTF-8'], ['LC_ALL=C']])(
  'what was found out stays with the record, and a name of ours in the environment says nothing: %s',
  async (locale) => {
    for (const text of ['set; env', 'set; env; : \u00e9']) {
      const box = await sandbox().build()
      const env = { CLAUDECODE: '1', __codex_env_wrapper: 'x', __codex_env_command: 'x' }
      const [name = '', value = ''] = locale.split('=')
      const { stdout } = await box.shell(ROUTES.hookBash, ['-c', wrapClaude(text)], {
        env: { ...env, [name]: value },
      })
      expect(stdout).toContain('CLAUDECODE=1\n')
      expect(stdout.replaceAll(/^BASH_EXECUTION_STRING=.*$/gm, '')).not.toContain('__codex_env')
      expect(box.audit()).toMatchObject([{ command: text, wrapper: 'claude' }])
    }
  },
)

test('outside these agents the same text stays whole', async () => {
  const box = await sandbox().build()
  await box.shell(ROUTES.hookBash, ['-c', wrapClaude('ls')])
  expect(box.audit()).toMatchObject([{ command: wrapClaude('ls') }])
})

/** A long command keeps its head in the line. */
function headOf(text: string) {
  return text.length > 1000 ? expect.stringMatching(/^: (long )+/) : text
}

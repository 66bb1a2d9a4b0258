import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { ALL_ROUTES, ROUTES, type Route } from '../routes.js'
import { type Box, sandbox } from '../sandbox.js'

/** A wrapper that says what it was given, marks the environment inside, and runs it. */
const WRAPPER = '#!/bin/bash\nprintf "<%s>" "$A" "$@" >&2\nshift\nINSIDE=$$ exec "$@"\n'
const DECLARATION = "[env]\nA = declared\n[wrap]\nargv[] = ./wrapper\nargv[] = it's one\n"

async function project(declaration = DECLARATION): Promise<Box> {
  const box = await sandbox().declare(declaration).file('project/wrapper', WRAPPER).build()
  await box.run(['/bin/chmod', '755', join(box.project, 'wrapper')])
  const { status, stderr, stdout } = await box.control('allow')
  if (status !== 0) throw new Error(stderr)
  expect(stdout).toContain(`  runs in   ${box.project}/wrapper 'it'\\''s one'\n`)
  return box
}

const real = ({ shell }: Route) => ['bash', 'zsh', 'fish'].filter((name) => name === shell)
const routes = ALL_ROUTES.filter((route) => real(route).every((name) => !isMissing(name)))

describe.each(routes.map((route) => [route.name, route] as const))('%s', (_, route) => {
  test('the command runs inside the program, in the declared environment, once', async () => {
    const box = await project()
    const text = 'test -n "$INSIDE" && echo "inside $A $0 $1"; exit 7'
    const command = route.shell === 'fish' ? text.replace('$0 $1', '$argv[1] $argv[2]') : text
    const said = await box.shell(route, ['-c', command, 'zero', 'one two'])
    expect(said).toMatchObject({ stdout: 'inside declared zero one two\n', status: 7 })
    expect(said.stderr.match(/it's one/g)).toHaveLength(1)
    expect(box.audit().at(-1)).toMatchObject({
      wrap: [`${box.project}/wrapper`, "it's one"],
      state: 'fresh',
      set: ['A'],
    })
    expect(box.audit()).toHaveLength(1)
  })

  test('nothing of ours is left inside, and the process is the same', async () => {
    const box = await project()
    const { stdout } = await box.shell(route, ['-c', 'env'])
    expect(stdout).not.toMatch(/CODEX_ENV_SHIM|__codex_env|BASH_ENV|ZDOTDIR/)
  })
})

test('the options of a bash go along, and so do a script and a text on stdin', async () => {
  const box = await project()
  const failed = await box.shell(ROUTES.hookBash, ['-euc', 'false; echo no'])
  expect(failed).toMatchObject({ stdout: '', status: 1 })
  writeFileSync(join(box.project, 'script'), 'echo "script $1 $INSIDE"')
  expect((await box.shell(ROUTES.hookBash, ['script', 'arg'])).stdout).toMatch(/^script arg \d+\n$/)
  const piped = await box.shell(ROUTES.hookBash, ['-s', 'arg'], {
    stdin: 'echo "stdin $1 $INSIDE"\n',
  })
  expect(piped.stdout).toMatch(/^stdin arg \d+\n$/)
})

test('a login shell runs inside too', async () => {
  const box = await project()
  const said = await box.shell(ROUTES.bash, ['-lc', 'echo "$INSIDE $A"'])
  expect(said.stdout).toMatch(/^\d+ declared\n$/)
})

test('a project that is not allowed wraps nothing', async () => {
  const box = await project()
  box.write('project/.codex/env.ini', `${DECLARATION}; changed\n`)
  const said = await box.shell(ROUTES.hookBash, ['-c', 'echo "[$INSIDE$A]"'])
  expect(said.stdout).toBe('[]\n')
})

test('a program that is not there is 127, as for any command', async () => {
  const box = await sandbox().declare('[wrap]\nargv[] = no-such-wrapper\n').allow().build()
  const said = await box.shell(ROUTES.prefix, ['-c', 'echo ran'])
  expect(said).toMatchObject({ stdout: '', status: 127 })
})

test.each([
  ['[wrap]\nargv = x', '[wrap] argv is of the wrong type'],
  ['[wrap]\nprogram[] = x', 'unknown key [wrap] program[]'],
  ['[wrap]\nargv[] = --flag', '[wrap] argv[]: "--flag" is no program'],
  [`[wrap]\nargv[] = ${'x'.repeat(600)}`, '[wrap] argv[] is longer than 500 characters'],
])('%j is refused', async (text, message) => {
  const box = await sandbox().declare(text).build()
  expect((await box.control('allow')).stderr).toContain(message)
})

const MISSING = '[env]\nA = 1\n[wrap]\nargv[] = nosuch\nargv[] = --\n'

describe.each(routes.map((route) => [route.name, route] as const))('%s, without it', (_, route) => {
  test('a program that is missing is said in one line, with the line that names it', async () => {
    const box = await sandbox().declare(MISSING).build()
    await box.control('allow')
    expect(await box.shell(route, ['-c', 'echo no'])).toMatchObject({
      stdout: '',
      stderr: `codex-env-shim: ${box.project}/.codex/env.ini:4: [wrap] 'nosuch': No such file or directory\n`,
      status: 127,
    })
  })

  test('one that cannot be executed is, too', async () => {
    const box = await sandbox()
      .declare('[wrap]\nargv[] = ./wrapper\n')
      .file('project/wrapper', WRAPPER)
      .build()
    await box.control('allow')
    expect(await box.shell(route, ['-c', 'echo no'])).toMatchObject({
      stdout: '',
      stderr: `codex-env-shim: ${box.project}/.codex/env.ini:2: [wrap] '${box.project}/wrapper': Permission denied\n`,
      status: 126,
    })
  })
})

test('the prefix says it, and so do allow, status and doctor, before any command does', async () => {
  const box = await sandbox().declare(MISSING).build()
  const place = `${box.project}/.codex/env.ini:4: [wrap] argv[]: "nosuch" is not in PATH, so no command can run here; install it, or name another one`
  const { status, stderr } = await box.control('allow')
  expect({ status, stderr }).toEqual({ status: 0, stderr: `codex-env-shim: warning: ${place}\n` })
  expect((await box.control('status')).stdout).toContain(place)
  expect((await box.control('doctor', '--quiet')).stdout).toContain('"nosuch" is not in PATH')
  expect(await box.run([box.product.bin, '--', 'echo', 'no'])).toMatchObject({
    stdout: '',
    stderr: `codex-env-shim: ${box.project}/.codex/env.ini:4: [wrap] 'nosuch': No such file or directory\n`,
    status: 127,
  })
})

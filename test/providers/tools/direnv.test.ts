import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../../programs.js'
import { ROUTES } from '../../routes.js'
import { type Box, sandbox } from '../../sandbox.js'
import { writeProject } from '../project.js'

const DECLARATION = '[providers]\nuse[] = direnv\n[env]\nOWN = 1\n'
const ask = (box: Box, text: string) => box.shell(ROUTES.hookBash, ['-c', text])

async function project(envrc: string, declaration = DECLARATION): Promise<Box> {
  const box = await sandbox().declare(declaration).file('project/.envrc', envrc).build()
  await approve(box)
  const { status, stderr } = await box.control('allow')
  if (status !== 0) throw new Error(stderr)
  return box
}

async function approve(box: Box): Promise<void> {
  const { status, stderr } = await box.run(['/usr/bin/direnv', 'allow', box.project])
  if (status !== 0) throw new Error(stderr)
}

describe.skipIf(isMissing('direnv'))('direnv', () => {
  test('what .envrc exports reaches the command as direnv exports it, PATH in front of what the agent has', async () => {
    const box = await project(
      `export FOO='bar "baz" $HOME'\nexport MULTI=$'a\\nb'\nPATH_add bin\nexport LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH\n`,
    )
    const { stdout } = await ask(
      box,
      'printf "%s|" "$FOO" "$MULTI" "$PATH" "$LD_LIBRARY_PATH" "$OWN"; env | grep DIRENV',
    )
    expect(stdout).toBe(`bar "baz" $HOME|a\nb|${box.project}/bin:/usr/bin:/bin|/opt/lib:|1|`)
  })

  test('an inherited list is extended, and a variable that .envrc unsets is gone', async () => {
    const box = await project(
      'export LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH\nexport PYTHONPATH=/only\nunset PYTHONHOME\n',
    )
    const env = { LD_LIBRARY_PATH: '/agent/lib', PYTHONHOME: '/agent', PYTHONPATH: '/agent' }
    const said = await box.shell(
      ROUTES.hookBash,
      ['-c', 'echo "$LD_LIBRARY_PATH ${PYTHONHOME-gone} $PYTHONPATH"'],
      { env },
    )
    expect(said.stdout).toBe('/opt/lib:/agent/lib gone /only\n')
  })

  test('an edit is noticed by the next command; until it is approved the last good plan stays', async () => {
    const box = await project('export FOO=one\n')
    writeFileSync(join(box.project, '.envrc'), 'export FOO=two\n')
    const blocked = await ask(box, 'echo $FOO')
    expect(blocked.stdout).toBe('one\n')
    expect(blocked.stderr).toContain(`direnv: ${box.project}/.envrc is blocked`)
    expect(blocked.stderr).toContain('direnv allow')
    expect(box.audit().at(-1)).toMatchObject({ state: 'last-good' })
    await approve(box)
    const approved = await ask(box, 'echo $FOO')
    expect(approved).toMatchObject({ stdout: 'two\n', stderr: '' })
    expect(box.audit().at(-1)).toMatchObject({ state: 'fresh' })
  })

  test('a file that .envrc sources is watched', async () => {
    const box = await project('source_env_if_exists extra\nwatch_file extra\nexport FOO=$EXTRA\n')
    writeFileSync(join(box.project, 'extra'), 'export EXTRA=appeared\n')
    expect((await ask(box, 'echo $FOO')).stdout).toBe('appeared\n')
    rmSync(join(box.project, 'extra'))
    expect((await ask(box, 'echo $FOO')).stdout).toBe('\n')
  })

  test('a file that .envrc sources is still watched while it is broken', async () => {
    const box = await project('watch_file extra\nsource_env_if_exists extra\nexport FOO=$EXTRA\n')
    const say = async (text: string) => {
      writeFileSync(join(box.project, 'extra'), text)
      return (await ask(box, 'echo $FOO')).stdout
    }
    expect(await say('export EXTRA=one\n')).toBe('one\n')
    expect(await say('exit 3\n')).toBe('one\n')
    expect(await say('exit 4\n')).toBe('one\n')
    expect(await say('export EXTRA=two\n')).toBe('two\n')
  })

  test('an allow that fails as before keeps the last good plan', async () => {
    const box = await project('export FOO=1\n')
    writeFileSync(join(box.project, '.envrc'), 'exit 3\n')
    await approve(box)
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain('(the last good plan stays in force)')
    expect((await ask(box, 'echo $FOO')).stdout).toBe('1\n')
  })

  test('a blocked .envrc is reported, and never allowed', async () => {
    const box = await sandbox()
      .declare(DECLARATION)
      .file('project/.envrc', 'export FOO=1\n')
      .build()
    const allowed = await box.control('allow')
    expect(allowed.status).toBe(1)
    expect(allowed.stderr).toContain('.envrc is blocked')
    expect((await ask(box, 'echo "$FOO$OWN"')).stdout).toBe('\n')
    await approve(box)
    expect((await ask(box, 'echo "$FOO$OWN"')).stdout).toBe('11\n')
  })

  test.each([
    ['exits with 3', 'export FOO=2\nexit 3\n'],
    ['has a syntax error', 'export FOO=2\nif then fi (\n'],
    ['prints secrets and fails', 'echo SECRET >&2\nfalse\nexport FOO=2\nexit 1\n'],
  ])('where .envrc %s the last good plan stays and one line tells', async (_, text) => {
    const box = await project('export FOO=1\n')
    writeFileSync(join(box.project, '.envrc'), text)
    await approve(box)
    const { stdout, stderr } = await ask(box, 'echo $FOO')
    expect(stdout).toBe('1\n')
    expect(stderr).toMatch(
      /^codex-env-shim: \S+env\.ini:2: direnv: direnv export json exited with \d.*\n$/,
    )
    expect(stderr + JSON.stringify(box.audit())).not.toContain('SECRET')
  })

  test('an allow in a terminal that direnv has loaded already comes to the same', async () => {
    const box = await project('export FOO=1\nPATH_add bin\n')
    const loaded = {
      FOO: '1',
      PATH: `${box.project}/bin:/usr/bin:/bin`,
      DIRENV_DIR: `-${box.project}`,
    }
    await box.run([box.product.bin, 'allow'], { env: loaded })
    expect((await ask(box, 'echo "$FOO $PATH"')).stdout).toBe(
      `1 ${box.project}/bin:/usr/bin:/bin\n`,
    )
  })

  test('an edit of the declaration does not ask direnv again', async () => {
    const box = await project('echo x >>"$HOME/runs"\nexport FOO=1\n')
    const settings = join(box.project, '.codex/env.ini')
    const runs = () => box.run(['/bin/cat', join(box.home, 'runs')])
    expect((await runs()).stdout).toBe('x\n')
    writeFileSync(settings, `${DECLARATION}; edited\n`)
    await ask(box, ':')
    writeFileSync(settings, DECLARATION)
    expect((await ask(box, 'echo $FOO')).stdout).toBe('1\n')
    expect((await runs()).stdout).toBe('x\n')
  })

  test.each([
    ['port 3000 is blocked', 'on'],
    ['schema.sql: 1 syntax error ignored', 'on'],
    ['direnv: error exit status 1', 'on'],
  ])('what .envrc says (%s) is no failure', async (words, mark) => {
    const box = await project(`echo 'check: ${words}' >&2\nexport MARK=on\n`)
    expect((await ask(box, 'echo "$MARK"')).stdout).toBe(`${mark}\n`)
  })

  test.each([
    ['export A=1\nexit 3\n', '.envrc failed'],
    ['echo "not blocked" >&2\nexit 1\n', '.envrc failed'],
    ['if true; then\nexport A=1\n', '.envrc failed'],
    ['export A=1\nif true; then\n', '.envrc failed'],
  ])('%j is one, whatever it says', async (text, what) => {
    const box = await sandbox().declare(DECLARATION).file('project/.envrc', text).build()
    await approve(box)
    const { status, stderr } = await box.control('allow')
    expect(status).toBe(1)
    expect(stderr).toContain(what)
  })

  test('a .env counts where direnv’s own settings say so', async () => {
    const box = await sandbox()
      .declare(DECLARATION)
      .file('project/.env', 'FOO=dotenv\n')
      .file('home/.config/direnv/direnv.toml', '[global]\nload_dotenv = true\n')
      .build()
    await box.control('allow')
    expect((await ask(box, 'echo "[$FOO]"')).stdout).toBe('[]\n')
    await approve(box)
    expect((await ask(box, 'echo "[$FOO]"')).stdout).toBe('[dotenv]\n')
  })

  test('it is asked while another provider still is', async () => {
    const note = (name: string) => `date +%s%N >${name}.begin; sleep 1; date +%s%N >${name}.end`
    const box = await writeProject('use[] = direnv\ncommand[] = ./env', {
      'project/.envrc': `${note('direnv')}\nexport FOO=1\n`,
      'project/env': `#!/bin/sh\n${note('command')}\nprintf "BAR=1\\0"\n`,
    })
    await approve(box)
    expect(await box.control('allow')).toMatchObject({ status: 0, stderr: '' })
    const time = (name: string) => Number(readFileSync(join(box.project, name), 'utf8'))
    expect(time('direnv.begin')).toBeLessThan(time('command.end'))
    expect(time('command.begin')).toBeLessThan(time('direnv.end'))
  })

  test('fifty commands that arrive at once after an edit ask once', async () => {
    const box = await project('echo x >>"$HOME/runs"\nexport FOO=1\n')
    writeFileSync(join(box.project, '.envrc'), 'echo x >>"$HOME/runs"\nexport FOO=2\n')
    await approve(box)
    const said = await Promise.all(Array.from({ length: 50 }, () => ask(box, 'echo $FOO')))
    expect(said.map(({ stdout, stderr }) => stdout + stderr)).toEqual(Array(50).fill('2\n'))
    expect((await box.run(['/bin/cat', join(box.home, 'runs')])).stdout).toBe('x\nx\n')
  })
})

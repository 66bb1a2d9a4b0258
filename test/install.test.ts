import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { copyRepository, locateProduct, type Product, packRelease, runInstall } from './product.js'
import { isMissing } from './programs.js'
import { ROUTES } from './routes.js'
import { ownProduct, readAudit, sandbox, unprivilegedProduct } from './sandbox.js'
import { makeFolder, write } from './world.js'

const release = inject('release')

test('a clone is built, installed and checked by one command', { timeout: 300_000 }, () => {
  const clone = join(makeFolder(), 'clone')
  copyRepository(clone)
  commitAll(clone)
  const home = makeFolder()
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim()
  const env = { npm_config_cache: cache, npm_config_prefer_offline: 'true' }
  const said = runInstall({ release: clone, home, env })
  expect(said).toContain('SELF_CHECK=restored\n')
  expect(said).toMatch(/PATH=\/\S+\/bin:\/usr\/bin:\/bin\n/)
  expect(said).toMatch(/ {2}\{"time":.*"state":"fresh".*\}\n/)
  expect(said).toContain('self-check: passed\n')
  const { bin } = locateProduct(home)
  expect(execFileSync(bin, ['--version'], { encoding: 'utf8' })).toMatch(
    /^\d+\.\d+\.\d+ \([0-9a-f]{7}\)\n$/,
  )
})

test('installing again changes nothing, and the self-check is not in a log that begins', () => {
  const home = makeFolder()
  runInstall({ release, home })
  const before = readTree(home)
  const product = locateProduct(home)
  runInstall({ release, home })
  expect(readTree(home)).toEqual(before)
  expect(readAudit(product)).toEqual([])
})

test('what was allowed, logged and set survives an update', async () => {
  const product = ownProduct()
  const box = await sandbox(product).declare('[env]\nVALUE = 1\n').build()
  const settings = write(join(product.config, 'config.ini'), '[env]\nMINE = 1\n')
  await box.control('allow')
  runInstall({ release, home: product.home })
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE $MINE'])
  expect(stdout).toBe('1 1\n')
  expect(existsSync(settings)).toBe(true)
})

test('--prefix takes a folder with spaces in its name', async () => {
  const home = join(makeFolder(), 'a home with spaces')
  const prefix = join(makeFolder(), 'my programs')
  mkdirSync(home)
  expect(runInstall({ release, home, args: ['--prefix', prefix] })).toContain('self-check: passed')
  const data = join(prefix, 'share/codex-env-shim')
  const product: Product = {
    ...locateProduct(home),
    bin: join(prefix, 'bin/codex-env-shim'),
    data,
    shells: join(data, 'shells'),
  }
  const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
  const routes = [ROUTES.hookBash, ROUTES.hookZsh, ROUTES.bash, ROUTES.zsh, ROUTES.fish]
  const here = routes.filter(({ shell }) => !isMissing(shell))
  for (const route of here) {
    const { stdout, stderr } = await box.shell(route, ['-c', 'echo $VALUE'])
    expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' })
  }
  expect(box.audit()).toHaveLength(here.length)
})

test.each([
  ['/bin/bash', '~/.bashrc', 'export PATH="$HOME/.local/bin:$PATH"'],
  ['/bin/zsh', '~/.zshrc', 'export PATH="$HOME/.local/bin:$PATH"'],
  ['/usr/bin/fish', '~/.config/fish/config.fish', 'fish_add_path "$HOME/.local/bin"'],
])('who uses %s and lacks the folder on PATH is given the line to paste', (SHELL, file, line) => {
  const home = makeFolder()
  const said = runInstall({ release, home, env: { SHELL } })
  expect(said).toContain(
    `note: $HOME/.local/bin is not on PATH. Add this line to ${file} and open a new terminal:\n        ${line}\n`,
  )
  expect(said).not.toContain('man ')
  const { bin } = locateProduct(home)
  const PATH = `${dirname(process.execPath)}:/usr/bin:/bin:${dirname(bin)}`
  expect(runInstall({ release, home, env: { SHELL, PATH } })).not.toContain('not on PATH')
})

test('the XDG variables are honoured when installing, and remembered', async () => {
  const home = makeFolder()
  const at = (name: string) => join(home, 'xdg', name)
  const env = {
    XDG_DATA_HOME: at('data'),
    XDG_CONFIG_HOME: at('config'),
    XDG_STATE_HOME: at('state'),
    XDG_CACHE_HOME: at('cache'),
  }
  runInstall({ release, home, env })
  const data = join(at('data'), 'codex-env-shim')
  const state = join(at('state'), 'codex-env-shim')
  const product: Product = {
    ...locateProduct(home),
    data,
    shells: join(data, 'shells'),
    state,
    log: join(state, 'audit.jsonl'),
    cache: join(at('cache'), 'codex-env-shim'),
    config: join(at('config'), 'codex-env-shim'),
  }
  const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])
  expect(stdout).toBe('1\n')
  expect(box.audit()).toHaveLength(1)
  expect(readdirSync(home).filter((name) => name.startsWith('.') && name !== '.npm')).toEqual([
    '.local',
  ])
})

test('--uninstall leaves nothing behind', () => {
  const home = makeFolder()
  const mine = write(join(home, '.bashrc'), 'mine\n')
  const before = readTree(home)
  runInstall({ release, home })
  runInstall({ release, home, args: ['--uninstall', '--purge'] })
  expect(listLeft(home, before)).toEqual([])
  expect(readFileSync(mine, 'utf8')).toBe('mine\n')
})

test('--uninstall keeps the audit log and the settings until --purge', async () => {
  const product = ownProduct()
  const { home } = product
  const settings = write(join(product.config, 'config.ini'), '[env]\nMINE = 1\n')
  const box = await sandbox(product).declare('[env]\nA = 1\n').allow().build()
  await box.shell(ROUTES.hookBash, ['-c', 'kept'])
  const log = readFileSync(product.log, 'utf8')
  expect(log).toContain('"kept"')
  const told = runInstall({ release, home, args: ['--uninstall'] })
  expect(told).toContain(`kept     ${product.state}    the audit log\n`)
  const { config, state } = product
  const left = [`${config}/`, describeFile(settings), `${state}/`, `${state}/commands/`]
  expect(listLeft(home, []).toSorted()).toEqual(left.toSorted())
  expect(readFileSync(product.log, 'utf8')).toBe(log)
  runInstall({ release, home })
  expect(readFileSync(product.log, 'utf8').startsWith(log)).toBe(true)
  expect(runInstall({ release, home, args: ['--uninstall', '--purge'] })).toContain(product.state)
  expect(listLeft(home, [])).toEqual([])
})

test('--uninstall takes back all that was set up since', { timeout: 120_000 }, async () => {
  const product = ownProduct()
  const { home } = product
  const config = write(join(home, '.codex/config.toml'), 'model = "mine"\n')
  const hooks = write(join(home, '.codex/hooks.json'), '{"hooks": {}}\n')
  const page = write(join(home, '.local/share/man/man1/mine.1'), '')
  const settings = write(join(home, '.claude/settings.json'), '{ "model": "mine" } // mine\n')
  const elsewhere = write(join(home, 'elsewhere/settings.json'), '{}\n')
  const opencode = write(join(home, 'xdg/opencode/opencode.jsonc'), '{ /* mine */ }\n')
  const dotenv = write(join(home, '.gemini/.env'), 'MINE=1\n')
  const mine = [config, hooks, page, settings, elsewhere, opencode, dotenv]
  const kept = mine.map((file) => readFileSync(file, 'utf8'))
  const box = await sandbox(product).declare('[restore]\nnames[] = MINE\n').allow().build()
  const control = (...argv: readonly string[]) =>
    box.run([product.bin, ...argv], { env: { HOME: home, MINE: '1' } })
  for (const argv of [['capture'], ['set', 'A=1'], ['enable', 'codex', '--hooks']]) {
    expect(await control(...argv)).toMatchObject({ status: 0 })
  }
  const agents = [
    ['claude', {}],
    ['claude', { CLAUDE_CONFIG_DIR: join(home, 'elsewhere') }],
    ['opencode', { XDG_CONFIG_HOME: join(home, 'xdg') }],
    ['gemini', {}],
  ] as const
  for (const [agent, env] of agents) {
    const { status, stderr } = await box.run([product.bin, 'enable', agent], {
      env: { HOME: home, ...env },
    })
    expect({ agent, status, stderr }).toEqual({ agent, status: 0, stderr: '' })
  }
  // Without a service manager for this user the service is written and not started.
  await control('enable', '--collector')
  expect((await control('log', '--collect', '--detach')).stdout).toContain('a collector is running')
  const service = join(home, '.config/systemd/user/codex-env-shim-collector.service')
  expect(existsSync(service)).toBe(true)
  expect(readFileSync(hooks, 'utf8')).toContain('session-start')
  runInstall({ release, home, args: ['--uninstall', '--purge'] })
  expect(findProcesses(product.data)).toEqual([])
  expect(listLeft(home, [])).toEqual(mine.map(describeFile).sort())
  expect(mine.map((file) => readFileSync(file, 'utf8'))).toEqual(kept)
})

test('a plan of an older version is made again and never read', { timeout: 120_000 }, async () => {
  const older = packOlderRelease()
  const product = ownProduct({ release: older })
  const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
  const ask = async () => (await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])).stdout
  expect(await ask()).toBe('1\n')
  const plan = join(product.cache, 'plans-1', box.project, '@plan/posix.sh')
  write(plan, readFileSync(plan, 'utf8').replace(/VALUE=\S+/, 'VALUE=misread'))
  expect(await ask()).toBe('misread\n')
  runInstall({ release, home: product.home })
  expect(await ask()).toBe('1\n')
  expect(box.audit().map(({ state }) => state)).toEqual(['fresh', 'fresh', 'fresh'])
  expect(readdirSync(product.cache)).toEqual(['plans-4'])
})

test('an update replaces a command that older versions put there as a file', () => {
  const product = ownProduct()
  rmSync(product.bin)
  write(product.bin, 'old')
  write(join(product.home, '.local/share/man/man1/codex-env-shim-gone.1'), 'old')
  runInstall({ release, home: product.home })
  expect(readlinkSync(product.bin)).toBe(join(product.data, 'bin/codex-env-shim'))
  const pages = readdirSync(join(product.home, '.local/share/man/man1'))
  expect(pages).toContain('codex-env-shim-log.1')
  expect(pages).not.toContain('codex-env-shim-gone.1')
})

test('two users install from the same folder and have nothing of each other', async () => {
  const other = unprivilegedProduct()
  const box = await sandbox(other).declare('[env]\nVALUE = other\n').allow().build()
  const mine = ownProduct()
  const { stdout } = await box.shell(ROUTES.hookBash, ['-c', 'echo $VALUE'])
  expect(stdout).toBe('other\n')
  expect(readAudit(mine)).toEqual([])
  for (const [one, another] of [[mine, other] as const, [other, mine] as const]) {
    expect(spawnSync('grep', ['-rlF', another.home, one.home]).status).toBe(1)
  }
})

test('no root is needed, and no agent’s configuration is touched', async () => {
  const product = unprivilegedProduct()
  expect(statSync(product.bin).uid).not.toBe(0)
  expect(existsSync(join(product.home, '.codex'))).toBe(false)
  const box = await sandbox(product).declare('[env]\nVALUE = 1\n').allow().build()
  const { stdout } = await box.shell(ROUTES.bash, ['-lc', 'echo $VALUE'])
  expect(stdout).toBe('1\n')
})

test('what is stored is for its user only', () => {
  const product = ownProduct()
  for (const folder of [product.state, product.cache]) {
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  }
  expect(statSync(product.log).mode & 0o777).toBe(0o600)
})

test.each([
  { args: ['--frobnicate'], status: 64, says: 'unknown option: --frobnicate' },
  { args: ['--prefix'], status: 64, says: '--prefix needs a directory' },
  { args: ['--help'], status: 0, says: 'usage: ./install.sh' },
])('install.sh $args exits $status', ({ args, status, says }) => {
  const home = makeFolder()
  const env = { HOME: home, PATH: '/usr/bin:/bin' }
  const result = spawnSync(join(release, 'install.sh'), args, { env, encoding: 'utf8' })
  expect(result.status).toBe(status)
  expect(result.stdout + result.stderr).toContain(says)
  expect(readdirSync(home)).toEqual([])
})

test('a home whose path no shell word can hold is refused before anything is written', () => {
  const home = join(makeFolder(), 'a"quote')
  mkdirSync(home)
  const env = { HOME: home, PATH: '/usr/bin:/bin' }
  const result = spawnSync(join(release, 'install.sh'), [], { env, encoding: 'utf8' })
  expect(result.status).toBe(1)
  expect(result.stderr).toContain('cannot be baked in')
  expect(readdirSync(home)).toEqual([])
})

/** Makes it a repository with one commit, as a clone is. */
function commitAll(folder: string): void {
  const me = ['-c', 'user.name=me', '-c', 'user.email=me@localhost']
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...me, 'commit', '-qm', 'all'],
  ]) {
    execFileSync('git', args, { cwd: folder })
  }
}

/** A release from before the plans' format was changed. */
function packOlderRelease(): string {
  const folder = join(makeFolder(), 'older')
  return packRelease(folder, (sources) => {
    edit(join(sources, 'src/system/names.ts'), 'PLAN_FORMAT = 4', 'PLAN_FORMAT = 1')
    edit(join(sources, 'install.sh'), 'plans=$cache/plans-4"', 'plans=$cache/plans-1"')
    edit(join(sources, 'install.sh'), '!= "$cache/plans-4"', '!= "$cache/plans-1"')
  })
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(file, text.replace(from, to))
}

/** What is there that was not before: files, and folders of ours. */
function listLeft(home: string, before: readonly string[]): readonly string[] {
  return readTree(home).filter(
    (entry) =>
      !before.includes(entry) &&
      !entry.includes('/.npm') &&
      (!entry.endsWith('/') || entry.includes('codex-env-shim/')),
  )
}

/** The processes that have a path in their command line. */
function findProcesses(path: string): readonly string[] {
  return spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(path))
}

/** Every file below a folder with its mode and bytes, and every empty folder; not the log and npm's own traces. */
function readTree(folder: string): readonly string[] {
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      // What V8 makes of a program is not the same every time.
      .filter((name) => !/^\.npm|audit\.jsonl$|plan|trust\/|\.v8$/.test(name))
      .sort()
      .map((name) => describeFile(join(folder, name)))
  )
}

function describeFile(file: string): string {
  const stat = lstatSync(file)
  if (stat.isDirectory()) return `${file}/`
  if (stat.isSymbolicLink()) return `${file} -> ${readlinkSync(file)}`
  return `${file} ${(stat.mode & 0o777).toString(8)} ${readFileSync(file, 'base64').slice(0, 4000)}`
}

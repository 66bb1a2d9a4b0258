import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Product } from '../product.js'
import { findProgram, isMissing } from '../programs.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'
import { hasTerminal } from '../terminal.js'

let product: Product
beforeAll(() => {
  product = ownProduct()
})

/** A shell, the startup file that it reads as an interactive login shell, and how that exports. */
type Shell = {
  readonly name: string
  readonly file: string
  readonly set: (name: string, value: string) => string
  readonly ask: string
  /** Ends the shell with status 3. */
  readonly end: string
}

const posix = (name: string, value: string) => `export ${name}='${value}'\n`
const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    file: '.bash_profile',
    set: posix,
    ask: 'read -p "Start the agent? [Y/n] " x\n',
    end: 'exit 3\n',
  },
  {
    name: 'zsh',
    file: '.zshrc',
    set: posix,
    ask: 'read "x?Start the agent? [Y/n] "\n',
    end: 'exit 3\n',
  },
  {
    name: 'fish',
    file: '.config/fish/config.fish',
    set: (name, value) => `set -gx ${name} '${value}'\n`,
    ask: 'read -P "Start the agent? [Y/n] " x\n',
    // fish goes on after an `exit` here.
    end: 'exec awk "BEGIN { exit 3 }"\n',
  },
]

async function capture(box: Box, shell: string, ...args: readonly string[]) {
  const argv = [product.bin, 'capture', '--shell', ...args]
  return box.run(argv, { env: { SHELL: findProgram(shell) ?? shell } })
}

function readVariables(): unknown {
  const file = join(product.state, 'captures/terminal/terminal.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  return (JSON.parse(readFileSync(file, 'utf8')) as { variables: unknown }).variables
}

function isRunning(pid: string): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

const isAble = await hasTerminal()

describe.each(SHELLS)('a login shell of $name', ({ name, file, set, ask, end }) => {
  const scene = (text: string) => sandbox(product).file(`home/${file}`, text).build()
  const here = test.skipIf(!isAble || isMissing(name))

  here('gives what its startup file exports, whatever that prints and defines', async () => {
    const box = await scene(
      [
        'echo hello; printf "\\033[2J\\033]0;title\\007"; head -c 3000000 /dev/zero | tr "\\\\0" x',
        set('CUDA_HOME', '/opt/cuda $HOME\ntwo'),
        set('LD_LIBRARY_PATH', '/l'),
        'cd /; alias env=false; alias node=false',
        name === 'fish' ? 'function node; end' : 'node() { :; }; set -C -u -e',
        '',
      ].join('\n'),
    )
    const { status, stderr, stdout } = await capture(box, name)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toBe('captured 3 variables\n  CUDA_HOME\n  LD_LIBRARY_PATH\n  PATH\n')
    expect(readVariables()).toMatchObject({
      CUDA_HOME: '/opt/cuda $HOME\ntwo',
      LD_LIBRARY_PATH: '/l',
    })
  })

  here('that asks something is not answered: the last good capture stays', async () => {
    const good = await scene(set('CUDA_HOME', '/good'))
    expect((await capture(good, name)).status).toBe(0)
    const box = await scene(`${set('CUDA_HOME', '/bad')}${ask}${set('MKLROOT', '/answered')}`)
    const { status, stderr } = await capture(box, name, '--timeout', '2')
    expect(status).toBe(1)
    expect(stderr).toContain('was not ready after 2 seconds\n  it last printed: ')
    expect(stderr).toContain('Start the agent? [Y/n]')
    expect(readVariables()).toMatchObject({ CUDA_HOME: '/good' })
  })

  here('that hangs is given up, with all that it has started', async () => {
    const box = await scene(`${set('CUDA_HOME', '/bad')}sh -c 'echo $$ >pid; exec sleep 987'\n`)
    const { status, stderr } = await capture(box, name, '--timeout', '2')
    expect(status).toBe(1)
    expect(stderr).toContain('was not ready after 2 seconds')
    expect(readdirSync(join(product.state, 'captures/scratch'))).toEqual([])
    const pid = readFileSync(join(box.project, 'pid'), 'utf8').trim()
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  here('that leaves something running in the background does not wait for it', async () => {
    const box = await scene(`sleep 20 &\n${set('CUDA_HOME', '/good')}`)
    expect((await capture(box, name)).status).toBe(0)
    expect(readVariables()).toMatchObject({ CUDA_HOME: '/good' })
  })

  here('that ends by itself is told', async () => {
    const box = await scene(`echo sorry\n${end}`)
    const { status, stderr } = await capture(box, name)
    expect(status).toBe(1)
    expect(stderr).toContain('ended with status 3 before it was ready\n  it last printed: sorry\n')
  })

  for (const other of SHELLS.filter((one) => one.name !== name)) {
    test.skipIf(
      !isAble || isMissing(name) || isMissing(other.name) || !existsSync('/proc/self/exe'),
    )(`that becomes ${other.name} gives what both export`, async () => {
      const box = await sandbox(product)
        .file(`home/${file}`, `${set('CUDA_HOME', '/first')}exec ${other.name}\n`)
        .file('home/.bashrc', posix('MKLROOT', '/second'))
        .file('home/.zshrc', posix('MKLROOT', '/second'))
        .file('home/.config/fish/config.fish', 'set -gx MKLROOT /second\n')
        .file(`home/${file}`, `${set('CUDA_HOME', '/first')}exec ${other.name}\n`)
        .build()
      const { status, stderr } = await capture(box, name)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(readVariables()).toMatchObject({ CUDA_HOME: '/first', MKLROOT: '/second' })
    })
  }
})

test('without node-pty it says what to do', async () => {
  const own = ownProduct()
  rmSync(join(own.data, 'node_modules/node-pty'), { recursive: true, force: true })
  const box = await sandbox(own).build()
  const { status, stderr } = await box.control('capture', '--shell')
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /^codex-env-shim: capture --shell needs node-pty, which could not be built/,
  )
  expect(stderr).toContain('run in a terminal: codex-env-shim capture; or install')
  expect((await box.control('capture')).status).toBe(0)
})

test('an agent is refused, with the reason', async () => {
  const box = await sandbox(product).build()
  const env = { CODEX_THREAD_ID: 'x' }
  for (const args of [[], ['--shell'], ['--', 'true'], ['--forget']]) {
    const { status, stderr } = await box.run([product.bin, 'capture', ...args], { env })
    expect(status).toBe(125)
    expect(stderr).toContain('capture is for you, not for an agent (CODEX_THREAD_ID is set)')
  }
})

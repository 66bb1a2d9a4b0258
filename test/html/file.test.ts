import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { PageData } from '../../src/audit/show/html/data.js'
import { logLine, logLines } from '../audit/log-line.js'
import { type Box, ownProduct, sandbox } from '../sandbox.js'

let box: Box
beforeAll(async () => {
  box = await sandbox(ownProduct()).build()
})

const record = (log: string) => writeFileSync(box.product.log, log)
const page = (name: string) => join(box.project, name)

function readData(text: string): PageData {
  const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text)?.[1]
  return JSON.parse(json ?? '')
}

async function print(...args: readonly string[]): Promise<PageData> {
  const { stdout, stderr } = await box.control('log', '--html', '-', ...args)
  expect(stderr).toBe('')
  return readData(stdout)
}

test('log --html writes a page for its user only, and says where', async () => {
  record(logLines('one', 'two'))
  const { stdout, status } = await box.control('log', '--html', 'review.html')
  expect({ stdout, status }).toEqual({ stdout: `${page('review.html')}\n`, status: 0 })
  expect(statSync(page('review.html')).mode & 0o777).toBe(0o600)
  const text = readFileSync(page('review.html'), 'utf8')
  expect(readData(text).entries).toMatchObject([{ command: 'one' }, { command: 'two' }])
  expect(text).not.toMatch(/(?:src|href)="/)
})

test('a page takes the place of an older one, and of nothing else unless forced', async () => {
  record(logLines('old'))
  await box.control('log', '--html', 'again.html')
  record(logLines('new'))
  expect(await box.control('log', '--html', 'again.html')).toMatchObject({ status: 0 })
  expect(readFileSync(page('again.html'), 'utf8')).toContain('"command":"new"')

  const mine = box.write('project/mine.html', '<!doctype html>\n<p>mine\n')
  const refused = await box.control('log', '--html', 'mine.html')
  expect(refused).toMatchObject({ status: 64, stderr: expect.stringContaining('--force') })
  expect(readFileSync(mine, 'utf8')).toContain('mine')
  expect(await box.control('log', '--html', 'mine.html', '--force')).toMatchObject({ status: 0 })
  expect(readFileSync(mine, 'utf8')).toContain('"command":"new"')
})

test('what is no file is never replaced', async () => {
  record(logLines('one'))
  mkdirSync(page('folder'))
  symlinkSync('/dev/null', page('null'))
  for (const name of ['folder', 'null']) {
    const { status, stderr } = await box.control('log', '--html', name, '--force')
    expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringContaining('no file') })
  }
})

test('a page that cannot be written is an error, and nothing is left of it', async () => {
  record(logLines('one'))
  const { status, stderr } = await box.control('log', '--html', 'no/such/folder.html')
  expect(status).toBe(1)
  expect(stderr).toContain('cannot be written (ENOENT)')
})

test('a page holds what the filters of log let pass, and says so', async () => {
  record(
    logLine({ command: 'a', thread: 't1' }) +
      logLine({ command: 'b', thread: 't2' }) +
      logLine({ command: 'c', thread: 't2', state: 'refused' }),
  )
  const { entries, about } = await print('--thread', 't2', '-n', '1')
  expect(entries).toMatchObject([{ command: 'c' }])
  expect(about).toMatchObject({ count: 1, filter: '--thread t2' })
  expect((await print('--state', 'refused')).entries).toMatchObject([{ command: 'c' }])
})

test('without -n a page holds more than the newest 20', async () => {
  record(logLines(...Array.from({ length: 30 }, (_, index) => `${index}`)))
  expect((await print()).entries).toHaveLength(30)
})

test('a page has the head of a long command, and with --full the whole', async () => {
  const name = '2026-01-02T030405.678901Z-2.txt'
  const whole = `${'long '.repeat(2000)}last word`
  writeFileSync(join(box.product.state, 'commands', name), whole)
  record(logLine({ command: 'long', command_file: name, command_bytes: whole.length }))
  expect((await print()).entries).toMatchObject([{ command: 'long', bytes: whole.length }])
  const [entry] = (await print('--full')).entries
  expect(entry).toMatchObject({ command: whole })
  expect(entry).not.toHaveProperty('bytes')
})

test('values are not in the page; that one is another is', async () => {
  const declare = async (text: string) => {
    box.write('project/.codex/env.ini', text)
    await box.control('allow')
    const hook = { BASH_ENV: join(box.product.shells, 'hook.bash') }
    await box.run(['/bin/bash', '-c', ':'], { env: hook })
  }
  record('')
  await declare('[env]\nSERVICE_KEY = first-value\nSAME = same-value\n')
  await declare('[env]\nSERVICE_KEY = other-value\nSAME = same-value\n')
  const { stdout } = await box.control('log', '--html', '-')
  expect(stdout).not.toMatch(/first-value|other-value|same-value/)
  const file = join(box.project, '.codex/env.ini')
  expect(readData(stdout).environments).toMatchObject([
    {
      names: [
        { name: 'SERVICE_KEY', change: 'set', from: `${file}:2`, version: 1 },
        { name: 'SAME', change: 'set', from: `${file}:3`, version: 1 },
      ],
    },
    {
      names: [
        { name: 'SERVICE_KEY', version: 2 },
        { name: 'SAME', version: 1 },
      ],
    },
  ])
})

test.each(['--follow', '--json', '--verify', '--path', '--rotate'])(
  'a page cannot be asked for together with %s',
  async (option) => {
    const { status } = await box.control('log', '--html', 'page.html', option)
    expect(status).toBe(64)
  },
)

test('a link in the place of the page is not followed, also with --force', async () => {
  record(logLines('one'))
  const mine = box.write('mine.txt', 'mine')
  symlinkSync(mine, page('planted.html'))
  const { status, stderr } = await box.control('log', '--html', 'planted.html', '--force')
  expect({ status, stderr }).toEqual({
    status: 64,
    stderr: expect.stringContaining('it is a link'),
  })
  expect(readFileSync(mine, 'utf8')).toBe('mine')
})

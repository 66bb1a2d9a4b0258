import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rotateLog } from '../../src/audit/ship/rotate.js'
import { mergeSpools } from '../../src/audit/ship/spool.js'
import { MAX_SPOOLED } from '../../src/audit/ship/spool-folder.js'
import type { World } from '../../src/system/world.js'
import { logLine, logLines, record } from '../audit/log-line.js'
import { makeFolder, makeWorld, write } from '../world.js'

const NAME = '2026-01-02T030405.678901Z-2.txt'

/** A user whose log has one long command, and the spool that a sandboxed command has made in their TMPDIR. */
function makeVictim() {
  const world = makeWorld({ TMPDIR: makeFolder() })
  const log = record(world, logLine({ command: 'own', command_file: NAME, command_bytes: 5000 }))
  const texts = join(world.places.state, 'commands')
  write(join(texts, NAME), 'trusted text')
  const spool = join(world.env['TMPDIR'] ?? '', `codex-env-shim-${world.uid}`)
  mkdirSync(join(spool, 'commands'), { recursive: true, mode: 0o700 })
  return { world, log, texts, spool }
}

const readLines = (log: string) =>
  readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** What a text that is told by a line of the log says, if it is there. */
function textOf({ places }: World, line: { readonly command_file?: unknown }): string | undefined {
  const file = join(places.state, 'commands', String(line.command_file))
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Every file below a folder, with what is in it: what an attack must leave as it was. */
function snapshot(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => lstatSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

describe('what a sandboxed command leaves in the spool', () => {
  test('a commands folder that is a link to the trusted texts: none of them is moved or read', async () => {
    const { world, log, texts, spool } = makeVictim()
    rmSync(join(spool, 'commands'), { recursive: true })
    symlinkSync(texts, join(spool, 'commands'))
    write(join(spool, 'audit.jsonl'), logLine({ command: 'forged', command_file: NAME }))
    await mergeSpools(world)
    expect(snapshot(texts)).toEqual({ [NAME]: 'trusted text' })
    expect(textOf(world, readLines(log).at(-1))).toBeUndefined()
    // The next sandboxed command has a folder again.
    expect(lstatSync(join(spool, 'commands')).isDirectory()).toBe(true)
  })

  test('a commands folder that is a link to a folder of the user: nothing of it is drawn in', async () => {
    const { world, texts, spool } = makeVictim()
    const folder = makeFolder()
    write(join(folder, NAME), 'secret')
    rmSync(join(spool, 'commands'), { recursive: true })
    symlinkSync(folder, join(spool, 'commands'))
    write(join(spool, 'audit.jsonl'), logLine({ command_file: NAME }))
    await mergeSpools(world)
    expect(snapshot(folder)).toEqual({ [NAME]: 'secret' })
    expect(Object.values(snapshot(texts))).not.toContain('secret')
  })

  test('a log that is a link to the trusted log: the log stays, and is not read twice', async () => {
    const { world, log, spool } = makeVictim()
    const before = readFileSync(log, 'utf8')
    symlinkSync(log, join(spool, 'audit.jsonl'))
    await mergeSpools(world)
    expect(readFileSync(log, 'utf8')).toBe(before)
  })

  test('a log that is a hard link to a file of the user: the file stays, and is not drawn in', async () => {
    const { world, log, spool } = makeVictim()
    const secret = write(join(world.env['TMPDIR'] ?? '', 'secret'), logLines('secret'))
    linkSync(secret, join(spool, 'audit.jsonl'))
    await mergeSpools(world)
    expect(readFileSync(secret, 'utf8')).toBe(logLines('secret'))
    expect(readFileSync(log, 'utf8')).not.toContain('secret')
  })

  test.each([
    '../../secret',
    '2026-01-02T030405Z-2.txt/../../../secret',
    '-.txt',
    'TZ.txt',
    `spool-${NAME}`,
    `fifo-${NAME}`,
  ])(
    'a name that no shell of ours would have written, %j: nothing has it read or removed',
    async (name) => {
      const { world, log, texts, spool } = makeVictim()
      const tmp = world.env['TMPDIR'] ?? ''
      write(join(tmp, 'secret'), 'secret')
      for (const one of ['-.txt', 'TZ.txt', `spool-${NAME}`, `fifo-${NAME}`]) {
        write(join(spool, 'commands', one), 'planted')
        write(join(texts, one), 'of another command')
      }
      write(join(spool, 'audit.jsonl'), logLine({ command_file: name }))
      const before = snapshot(texts)
      await mergeSpools(world)
      expect(snapshot(texts)).toEqual(before)
      expect(readFileSync(join(tmp, 'secret'), 'utf8')).toBe('secret')
      expect(textOf(world, readLines(log).at(-1))).toBeUndefined()
    },
  )

  test('a name that another spooled command had: its line does not pass off the text of that one', async () => {
    const { world, log, spool } = makeVictim()
    write(join(spool, 'commands', NAME), 'first')
    write(join(spool, 'audit.jsonl'), logLine({ command: 'first', command_file: NAME }))
    await mergeSpools(world)
    write(join(spool, 'commands', NAME), 'second')
    write(join(spool, 'audit.jsonl'), logLine({ command: 'second', command_file: NAME }))
    await mergeSpools(world)
    write(join(spool, 'audit.jsonl'), logLine({ command: 'third', command_file: NAME }))
    await mergeSpools(world)
    const [, first, second, third] = readLines(log)
    expect([first, second, third].map((line) => textOf(world, line))).toEqual([
      'first',
      'second',
      undefined,
    ])
  })

  test('a claim that a reader took, made a folder: the others come, and what is in it stays', async () => {
    const { world, log, spool } = makeVictim()
    write(join(spool, 'audit.jsonl.2147483647-abc', 'kept'), 'kept')
    write(join(spool, 'audit.jsonl'), logLines('spooled'))
    await mergeSpools(world)
    expect(readLines(log).map(({ command }) => command)).toEqual(['own', 'spooled'])
    const found = Object.entries(snapshot(spool)).filter(([, text]) => text === 'kept')
    expect(found).toHaveLength(1)
  })

  test('more logs than a spool has room for: one reading takes a bounded part, and says so', async () => {
    const { world, log, spool } = makeVictim()
    const lines = logLine({ command: 'x'.repeat(7000) }).repeat(2500)
    for (let one = 0; one < 3; one++) {
      write(join(spool, `audit.jsonl.2147483647-${one.toString(16)}`), lines)
    }
    const told = await mergeSpools(world)
    // Two of them are more than there is room for: the third one stays, whole, for the next reading.
    expect(2 * lines.length).toBeGreaterThan(MAX_SPOOLED)
    expect(readLines(log)).toHaveLength(1 + 2 * 2500)
    expect(told).toEqual([expect.stringContaining('holds more: the next reading merges it')])
    const waiting = readdirSync(spool).filter((name) => name.startsWith('audit.jsonl.'))
    const left = waiting.map((name) => readFileSync(join(spool, name), 'utf8') === lines)
    expect(left).toEqual([true])
  })

  test('the spool is exchanged for a link after it was opened: nothing is removed where it leads', async () => {
    const { world, spool, texts } = makeVictim()
    write(join(spool, 'commands', NAME), 'spooled')
    write(join(spool, 'audit.jsonl'), logLine({ command_file: NAME }))
    const elsewhere = makeFolder()
    write(join(elsewhere, 'commands', NAME), 'secret')
    write(join(elsewhere, 'audit.jsonl'), logLines('secret'))
    const merged = mergeSpools(world)
    // It waits for late writers now, and has opened the folder.
    renameSync(spool, `${spool}.moved`)
    symlinkSync(elsewhere, spool)
    await merged
    expect(snapshot(elsewhere)).toEqual({
      'audit.jsonl': logLines('secret'),
      [join('commands', NAME)]: 'secret',
    })
    expect(Object.values(snapshot(texts)).sort()).toEqual(['spooled', 'trusted text'])
  })

  test('the commands folder is exchanged for a link after the spool was opened', async () => {
    const { world, spool, texts } = makeVictim()
    write(join(spool, 'audit.jsonl'), logLine({ command_file: NAME }))
    const merged = mergeSpools(world)
    rmSync(join(spool, 'commands'), { recursive: true })
    symlinkSync(texts, join(spool, 'commands'))
    await merged
    expect(snapshot(texts)).toEqual({ [NAME]: 'trusted text' })
  })
})

describe('what a line from a sandbox says', () => {
  test('a time far ahead: rotation removes no text for it', async () => {
    const { world, log, texts } = makeVictim()
    const forged = logLine({ time: '9999-12-31T00:00:00.000000Z', sink: 'fifo' })
    write(log, forged + readFileSync(log, 'utf8'))
    await rotateLog(world, { maxBytes: 0, keep: 3 })
    expect(snapshot(texts)).toEqual({ [NAME]: 'trusted text' })
  })

  test('the name of a trusted text: that one stays when the line is rotated away', async () => {
    const { world, log, texts } = makeVictim()
    const own = readFileSync(log, 'utf8')
    write(log, logLine({ command_file: NAME, sink: 'fifo' }))
    await rotateLog(world, { maxBytes: 0, keep: 1 })
    record(world, own)
    await rotateLog(world, { maxBytes: 0, keep: 1 })
    expect(snapshot(texts)).toEqual({ [NAME]: 'trusted text' })
  })

  test.each(['../../../escaped', '/tmp/escaped', '..', `commands/${NAME}`])(
    'the name %j: rotation removes nothing outside the texts',
    async (name) => {
      const { world, log, texts } = makeVictim()
      const outside = write(join(world.home, 'escaped'), 'mine')
      const own = readFileSync(log, 'utf8')
      write(log, logLine({ command_file: name, sink: 'spool' }))
      await rotateLog(world, { maxBytes: 0, keep: 1 })
      record(world, own)
      await rotateLog(world, { maxBytes: 0, keep: 1 })
      expect(readFileSync(outside, 'utf8')).toBe('mine')
      expect(snapshot(texts)).toEqual({ [NAME]: 'trusted text' })
    },
  )
})

import { closeSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { readClock, type World } from '../../../system/world.js'
import { makeSplitter } from '../../read/lines.js'
import { appendLines, locateLog, openForAppending } from '../../read/log-file.js'
import { findAuditSettings } from '../../required.js'
import { rotateLarge } from '../rotate.js'
import { mergeSpools } from '../spool.js'
import { type Fifo, hideFifo, isNamed, openFifo, releaseFifo } from './fifo.js'
import { findGap, renderGap } from './gap.js'
import { startGuard } from './guard.js'
import { type Inbox, makeInbox } from './inbox.js'
import { endLease, readLease, renewLease } from './lease.js'

/** How often the guard hears of the collector; the lease is renewed as often. */
const PULSE_MS = 500

/** After how many pulses it asks again whether it is still wanted. */
const ASK_EVERY = 20

/** After how many pulses it tells what was dropped: a flood must not fill the log with that. */
const TELL_EVERY = 10

/** How long lines gather: to be woken for each would take the commands' own time. The pipe holds far more meanwhile. */
const GATHER_MS = 10

/** How long the last writers have to finish. */
const DRAIN_MS = 5000

/**
 * Writes what comes through the FIFO into the log until it is ended, or not wanted any more, and says what it does. '' is for
 * whoever asks, so that it can be stopped between.
 */
export async function* collect(
  world: World,
  isWanted: () => boolean = () => true,
): AsyncGenerator<string> {
  const last = readLease(world)
  if (last && !last.isOver) return yield 'a collector is already running\n'
  const { settings } = findAuditSettings(world)
  const fifo = await openFifo(world)
  const guard = startGuard(world, fifo)
  const writer = makeWriter(world)
  const gap = findGap(last, readClock())
  if (gap) writer.write([renderGap(gap)])
  const inbox = makeInbox(world)
  const ended = receive(inbox, fifo, writer)
  try {
    await mergeSpools(world)
    renewLease(world)
    yield `collecting into ${locateLog(world)}\n`
    for (let pulse = 1; isNamed(fifo) && (pulse % ASK_EVERY > 0 || isWanted()); pulse++) {
      await setTimeout(PULSE_MS)
      renewLease(world)
      guard.pulse()
      writer.write(pulse % TELL_EVERY === 0 ? inbox.tell() : [])
      await rotateLarge(world, settings)
      yield ''
    }
  } finally {
    hideFifo(fifo)
    endLease(world)
    await guard.dismiss()
    releaseFifo(fifo)
    await Promise.race([ended, setTimeout(DRAIN_MS, undefined, { ref: false })])
  }
}

/** Writes what comes; answers when there is no writer any more. */
function receive(inbox: Inbox, fifo: Fifo, writer: Writer): Promise<void> {
  const splitter = makeSplitter()
  const socket = new Socket({ fd: fifo.read, readable: true, writable: false })
  socket.on('data', (block) => {
    writer.write(inbox.receive(splitter.split(block)))
    socket.pause()
    setTimeout(GATHER_MS).then(() => socket.resume())
  })
  return new Promise((resolve) => {
    socket.on('error', () => resolve())
    socket.on('close', () => {
      writer.write([...inbox.receive(splitter.flush()), ...inbox.tell()])
      resolve()
    })
  })
}

type Writer = { readonly write: (lines: readonly string[]) => void }

/** Writes to whatever file has the log's name now. What cannot be written is counted, and told when that is possible again. */
function makeWriter(world: World): Writer {
  let lost = 0
  let since = readClock()
  const gap = () =>
    ({ reason: 'log not writable', from: since, until: readClock(), lines: lost }) as const
  const write = (lines: readonly string[]) => {
    const all = lost > 0 ? [renderGap(gap()), ...lines] : lines
    if (all.length === 0) return
    try {
      appendAll(world, all)
      lost = 0
    } catch {
      if (lost === 0) since = readClock()
      lost += lines.length
    }
  }
  return { write }
}

function appendAll(world: World, lines: readonly string[]): void {
  const log = openForAppending(world)
  try {
    appendLines(log, lines)
  } finally {
    closeSync(log)
  }
}

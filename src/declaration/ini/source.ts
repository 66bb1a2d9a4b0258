import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Source } from '../../plan/source.js'
import { ShimError } from '../../system/errors.js'
import { nameError } from '../../system/system-error.js'

/** The most a declaration or a settings file may hold: the shells compare it, byte by byte, before each command. */
export const MAX_BYTES = 64 * 1024

/** Reads a whole file once, without ever waiting for it; everything else is done with these very bytes. */
export function readSource(file: string): Source {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return readDescriptor(file, descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return explainFailure(file, error)
  }
}

/** The text of a source that is there; throws what is wrong with one that cannot be used. */
export function requireText(source: Source): string | undefined {
  if (source.kind === 'text') return source.text
  if (source.kind === 'absent') return undefined
  throw new ShimError('bad-declaration', source.what, {
    place: { file: source.file, ...(source.line ? { line: source.line } : {}) },
    remedy: source.remedy,
  })
}

function readDescriptor(file: string, descriptor: number): Source {
  const stat = fstatSync(descriptor)
  if (stat.isDirectory()) {
    return { kind: 'directory', file, what: 'is a directory', remedy: 'expected a file' }
  }
  if (!stat.isFile()) return unusable(file, 'is not a regular file', 'expected a regular file')
  const bytes = readBytes(descriptor)
  if (bytes.length > MAX_BYTES) return unusable(file, 'too large', 'expected at most 64 KiB')
  if (bytes.includes(0)) return { ...explainNul(bytes), kind: 'unusable', file }
  if (!isUtf8(bytes)) return { ...explainEncoding(bytes), kind: 'unusable', file }
  const digest = hash('sha256', bytes)
  return { kind: 'text', file, text: bytes.toString('utf8'), digest }
}

/** Windows' own encoding of text has a NUL in every second byte, and says so by its first two. */
function explainNul(bytes: Buffer) {
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'))
  const remedy = isUtf16 ? 'save it as UTF-8; it is UTF-16' : 'expected text'
  return { line: countLine(bytes, bytes.indexOf(0)), what: 'holds a NUL byte', remedy }
}

/** The first line that is not UTF-8; what it holds may be a secret and is not shown. */
function explainEncoding(bytes: Buffer) {
  let start = 0
  let end = bytes.indexOf('\n')
  while (end >= 0 && isUtf8(bytes.subarray(start, end))) {
    start = end + 1
    end = bytes.indexOf('\n', start)
  }
  return { line: countLine(bytes, start), what: 'is not UTF-8', remedy: 'save it as UTF-8' }
}

function countLine(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).toString('latin1').split('\n').length
}

/** At most one byte more than allowed, whatever the size was said to be. */
function readBytes(descriptor: number): Buffer {
  const buffer = Buffer.alloc(MAX_BYTES + 1)
  let length = 0
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null)
    length += count
    if (count === 0 || length === buffer.length) return buffer.subarray(0, length)
  }
}

function explainFailure(file: string, error: unknown): Source {
  const code = nameError(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent', file }
  const what = `cannot be read (${code})`
  if (code === 'EACCES') return { kind: 'unreadable', file, what, remedy: 'mend its mode' }
  return unusable(file, what, 'mend it or remove it')
}

function unusable(file: string, what: string, remedy: string): Source {
  return { kind: 'unusable', file, what, remedy }
}

import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { type Environment, parseBlock } from '../variables/environment.js'

/** A running process, as Linux tells of it in /proc. */
export type Process = {
  readonly pid: number
  readonly ppid: number
  readonly argv: readonly string[]
  /** The program's file; '' where it may not be asked. */
  readonly exe: string
  readonly cwd: string
  readonly startedAt: Date
  /** The environment it was started with; undefined where it may not be read. */
  readonly environment: Environment | undefined
}

/** Is there a /proc to ask? */
export function canReadProcesses(): boolean {
  return readText('/proc/self/stat') !== undefined
}

/** A process, if it runs and is this user's to ask about. */
export function readProcess(pid: number): Process | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  const argv = readText(`/proc/${pid}/cmdline`)
  if (stat === undefined || argv === undefined) return undefined
  // The name in parentheses may hold anything: fields are counted from behind it (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const block = readText(`/proc/${pid}/environ`)
  return {
    pid,
    ppid: Number(fields[1]),
    argv: argv.split('\0').slice(0, -1),
    exe: readLink(`/proc/${pid}/exe`),
    cwd: readLink(`/proc/${pid}/cwd`),
    startedAt: new Date(readBootTime() + (Number(fields[19]) * 1000) / TICKS_PER_SECOND),
    environment: block === undefined ? undefined : parseBlock(block),
  }
}

/** Every process of a user. */
export function listProcesses(uid: number): readonly Process[] {
  return listPids()
    .filter((pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid === uid)
    .flatMap((pid) => readProcess(pid) ?? [])
}

/** USER_HZ, which Linux keeps at 100 whatever the kernel's own clock (time(7)). */
const TICKS_PER_SECOND = 100

function readBootTime(): number {
  const seconds = /^btime (\d+)$/m.exec(readText('/proc/stat') ?? '')?.[1]
  return Number(seconds ?? 0) * 1000
}

/** The numbers of all processes; none where there is no /proc. */
export function listPids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

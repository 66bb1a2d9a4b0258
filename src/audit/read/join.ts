import type { Session } from '../../agents/sessions.js'
import { memoize } from '../../system/memo.js'
import type { World } from '../../system/world.js'
import type { Entry } from './record.js'
import { makeStarters } from './starter.js'
import { renderStarter } from './starter-members.js'

type RecordEntry = Extract<Entry, { readonly kind: 'record' }>

/** Gives entries what their lines do not say themselves. */
export type Join = (entries: readonly Entry[]) => readonly Entry[]

/** As many processes are held in memory as text. */
const HELD = 100

/** Tells of commands by which process of their agent they were started: a shell cannot find that out without costing each time. */
export function makeJoin(world: World): Join {
  const current = makeStarters(world)
  const renderOnce = memoize(renderMembers, HELD)
  return (entries) => {
    if (entries.length === 0) return entries
    const { find } = current()
    return entries.map((entry) => {
      if (entry.kind !== 'record' || entry.record.agent_pid !== undefined) return entry
      const starter = find(entry.record)
      return starter ? addMembers(entry, renderOnce(starter)) : entry
    })
  }
}

type Members = {
  readonly members: ReturnType<typeof renderStarter>
  /** The same as they stand in a line. */
  readonly text: string
}

function renderMembers(starter: Session): Members {
  const members = renderStarter(starter)
  return { members, text: `,${JSON.stringify(members).slice(1, -1)}` }
}

/** Adds to a line without reading it again: at its end, or before its `sink`, which stays the last member (mark.ts). */
function addMembers(entry: RecordEntry, { members, text }: Members): RecordEntry {
  const { json, record } = entry
  const sink = record.sink ? json.lastIndexOf(',"sink":"') : -1
  const at = sink < 0 ? json.lastIndexOf('}') : sink
  return {
    kind: 'record',
    json: `${json.slice(0, at)}${text}${json.slice(at)}`,
    record: { ...record, ...members },
  }
}

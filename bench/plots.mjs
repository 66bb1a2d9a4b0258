import { renderBars } from './plot/bars.mjs'
import { renderLines } from './plot/lines.mjs'

/** Every plot by its file's name; what was not measured here has none. */
export function renderPlots({ rows, growths }) {
  const plots = {
    routes: plotRoutes(rows),
    codex: plotConversation(rows.find(({ calls }) => calls)),
    blas: plotBlas(rows.find(({ libraries }) => libraries)),
    ...Object.fromEntries(growths.map((growth) => [growth.id, plotGrowth(growth)])),
  }
  return Object.fromEntries(Object.entries(plots).filter(([, svg]) => svg !== undefined))
}

const OURS = ['hook', 'launcher', 'prefix']
const PEERS = ['exec-bash', 'mise', 'direnv', 'node', 'dotenv', 'nix', 'profile-pyenv']

/** What one command takes by each route, and by other ways; of the slow profile it is the other side that is another way. */
function plotRoutes(rows) {
  const find = (id) => rows.find((row) => row.id === id && row.measured)
  const hook = find('hook')
  if (!hook) return undefined
  const bars = [
    { name: hook.against, kind: 'other', ...hook.measured.against },
    ...OURS.map(find)
      .filter(Boolean)
      .map(({ title, measured }) => ({ name: title, kind: 'ours', ...measured.subject })),
    ...PEERS.map(find).filter(Boolean).map(nameOther),
  ]
  const sorted = bars.toSorted((one, other) => one.median - other.median)
  return renderBars({ title: 'One command: what its environment costs', unit: 'ms', bars: sorted })
}

function nameOther({ id, title, against, measured }) {
  return id === 'profile-pyenv'
    ? { name: `${against} with pyenv's profile`, kind: 'third', ...measured.against }
    : { name: title, kind: 'third', ...measured.subject }
}

function plotBlas(row) {
  if (!row?.measured) return undefined
  const { subject, against, unit } = row.measured
  const bars = [
    { name: 'with the shim', kind: 'ours', ...subject },
    { name: 'without', kind: 'other', ...against },
  ]
  return renderBars({ title: 'numpy 1000×1000 matmul in Codex 0.79.0', unit, bars })
}

const SIDES = [
  { side: 'against', name: 'without', kind: 'other' },
  { side: 'switched', name: 'allow_login_shell = false', kind: 'third' },
  { side: 'subject', name: 'with the shim', kind: 'ours' },
]

function plotConversation(row) {
  if (!row) return undefined
  const lines = SIDES.map(({ side, name, kind }) => ({
    name,
    kind,
    points: row.calls.map(({ call, [side]: ms }) => ({ at: call, median: ms, low: ms, high: ms })),
  }))
  const title = 'Calls in Codex 0.169.0 under a profile that takes 0.3 s'
  return renderLines({ title, axis: 'call of the conversation', unit: 'ms', lines })
}

function plotGrowth({ title, axis, points }) {
  const line = (name, kind, side) => ({
    name,
    kind,
    points: points.map(({ at, shells, [side]: { median, low, high } }) => ({
      at,
      median: median / shells,
      low: low / shells,
      high: high / shells,
    })),
  })
  return renderLines({
    title,
    axis,
    unit: points.some(({ shells }) => shells > 1) ? 'ms a shell' : 'ms',
    isLogarithmic: true,
    lines: [line('with the hook', 'ours', 'subject'), line('bare bash', 'other', 'against')],
  })
}

import type { Surveyed } from './survey.js'

/** A survey as a table: a row for each thing that was looked at. */
export function describeSurvey(surveyed: readonly Surveyed[]): string {
  return surveyed.map(describeOne).join('\n')
}

function describeOne(found: Surveyed): string {
  const { title, version, program, state } = found
  const rows: readonly (readonly [string, string])[] = [
    ['shell', found.shells.join('  |  ')],
    ['options', found.options.join(' ')],
    ['standard input', found.stdin.join(', ')],
    ['adds', found.added.join(' ')],
    ['takes away', found.stripped.join(' ')],
    ['changes', found.changed.join(' ')],
    ['changed by the shell', found.startup.join(' ')],
    ['other in call 6', found.moving.join(' ')],
    ['ids', found.ids.join(' ')],
    ['cd holds', found.keepsDirectory ? 'yes' : 'no'],
    ['export holds', found.keepsVariables ? 'yes' : 'no'],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const head = `${title} ${version}  ${program}${state ? `, ${state}` : ''}`
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value || 'nothing'}`)
  return `${[head, ...lines].join('\n')}\n`
}

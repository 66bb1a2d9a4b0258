import { PROGRAM } from '../../system/names.js'
import type { Colors } from '../../text/colors.js'
import { HEAD, listFailures, listLosses, maskLoss, renderRow, renderTable } from '../report.js'
import type { AgentVerification, VerifiedState } from './verification.js'

/** A verification of an agent as a table for each of its states, and below it what was lost and where. */
export function describeAgentVerification(found: AgentVerification, colors: Colors): string {
  const { title, version, program, through, project, isSample, plan, states } = found
  const ways = {
    configured: 'as enabled in its configuration',
    start: `${PROGRAM} start, because it is not enabled`,
  }
  const lines = [
    `${title} ${version}  ${program}`,
    `route    ${ways[through]}`,
    `project  ${isSample ? 'a sample, because nothing is declared here' : project}, plan ${plan}`,
    ...states.flatMap((state) => describeState(state, colors)),
    '',
    conclude(found, colors),
  ]
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

/** A verification of an agent for a program to read. */
export function renderAgentVerification(found: AgentVerification): string {
  const states = found.states.map((state) => ({
    ...state,
    verdicts: state.verdicts.map((one) => ({ ...one, losses: one.losses.map(maskLoss) })),
  }))
  return `${JSON.stringify({ ...found, states }, null, 2)}\n`
}

function describeState(
  { state, verdicts, lines }: VerifiedState,
  colors: Colors,
): readonly string[] {
  const isExact = lines === verdicts.length
  const count = `${lines} audit lines for ${verdicts.length} calls`
  return [
    '',
    ...(state ? [colors.bold(state)] : []),
    ...renderTable([HEAD, ...verdicts.map((verdict, index) => renderRow(verdict, index, colors))]),
    ...listFailures(verdicts, colors),
    ...listLosses(verdicts, colors),
    ...(isExact ? [] : ['', colors.red(count)]),
  ]
}

function conclude({ passed, states, agent, through }: AgentVerification, colors: Colors): string {
  const verdicts = states.flatMap((state) => state.verdicts)
  const ran = verdicts.filter(({ outcome }) => outcome === 'ran')
  const declared = ran.reduce((sum, one) => sum + one.declared, 0)
  const lost = ran.reduce((sum, { losses }) => sum + losses.length, 0)
  if (passed) return colors.green(`verified: all ${declared} values arrived in ${ran.length} calls`)
  const why = [
    ...(ran.length < verdicts.length
      ? [`${verdicts.length - ran.length} of ${verdicts.length} calls did not run`]
      : []),
    ...(lost > 0 ? [`${lost} of ${declared} values were lost`] : []),
    ...(through === 'configured' ? [`see: ${PROGRAM} doctor, or: ${PROGRAM} start ${agent}`] : []),
  ]
  return colors.red(`not verified: ${why.join('; ')}`)
}

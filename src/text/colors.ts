import picocolors from 'picocolors'
import type { World } from '../system/world.js'

/** Colours on a terminal whose user did not ask for none (no-color.org); elsewhere the same functions change nothing. */
export function chooseColors(world: World) {
  return picocolors.createColors(world.stdoutIsTerminal && !world.env['NO_COLOR'])
}

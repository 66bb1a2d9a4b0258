import type { Check } from './check.js'
import { checkAgents, checkCodex } from './codex.js'
import { checkCommand, checkFiles, checkLaunchers, checkNode } from './installation.js'
import { checkInstalledAgents } from './installed-agents.js'
import { checkBlas, checkShadows } from './libraries.js'
import { checkLog, checkSpool } from './log.js'
import { checkProfiles } from './profiles.js'
import { checkDeclaration, checkFolders, checkOverlays, checkPlan, checkValues } from './project.js'
import { checkLayers, checkLogin, checkRoutes, checkSandbox } from './routes.js'
import { checkSecure } from './secure.js'
import { checkGuards, checkPath } from './variables.js'

/** Everything that `doctor` examines, in its order: one entry each. */
export const CHECKS: readonly Check[] = [
  { id: 'files', title: 'the installation', run: checkFiles },
  { id: 'node', title: 'the Node that is used', run: checkNode },
  { id: 'command', title: 'the command on PATH', run: checkCommand },
  { id: 'launchers', title: 'the launchers', run: checkLaunchers },
  { id: 'routes', title: "the route of Codex's commands", run: checkRoutes },
  { id: 'layers', title: "other layers of Codex's configuration", run: checkLayers },
  { id: 'login', title: 'login shells and the snapshot', run: checkLogin },
  { id: 'profiles', title: 'what login profiles change', run: checkProfiles },
  { id: 'codex', title: 'the version of Codex', run: checkCodex },
  { id: 'installed', title: 'agents that are installed', run: checkInstalledAgents },
  { id: 'agents', title: 'agents that are running', run: checkAgents },
  { id: 'declaration', title: 'the declaration here', run: checkDeclaration },
  { id: 'values', title: 'lines that look like slips', run: checkValues },
  { id: 'plan', title: 'the stored plan', run: checkPlan },
  { id: 'overlays', title: 'overlays of this project', run: checkOverlays },
  { id: 'secure', title: 'what secure mode leaves out', run: checkSecure },
  { id: 'folders', title: 'declared folders', run: checkFolders },
  { id: 'path', title: 'the entries of PATH', run: checkPath },
  { id: 'guards', title: 'guard variables', run: checkGuards },
  { id: 'shadows', title: 'common libraries in LD_LIBRARY_PATH', run: checkShadows },
  { id: 'blas', title: 'the BLAS that loads', run: checkBlas },
  { id: 'log', title: 'the audit log', run: checkLog },
  { id: 'spool', title: 'the spool of sandboxed commands', run: checkSpool },
  { id: 'sandbox', title: "what Codex's sandbox leaves of the log", run: checkSandbox },
]

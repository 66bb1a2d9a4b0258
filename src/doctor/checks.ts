import type { Check } from './check.js'
import { checkAgents, checkCodex } from './codex.js'
import { checkCommand, checkFiles, checkLaunchers, checkNode } from './installation.js'
import { checkBlas, checkShadows } from './libraries.js'
import { checkLog, checkSpool } from './log.js'
import { checkProfiles } from './profiles.js'
import { checkDeclaration, checkFolders, checkOverlays, checkPlan, checkValues } from './project.js'
import { checkLayers, checkLogin, checkRoutes, checkSandbox } from './routes.js'
import { checkSecure } from './secure.js'
import { checkGuards, checkPath } from './variables.js'

/** Everything that `doctor` examines, in its order: one entry each. */
export const CHECKS: readonly Check[] = [
  { id: 'files', title: 'the installation is whole', run: checkFiles },
  { id: 'node', title: 'Node is where it was', run: checkNode },
  { id: 'command', title: 'the command is on PATH', run: checkCommand },
  { id: 'launchers', title: 'the launchers know how they were called', run: checkLaunchers },
  { id: 'routes', title: "Codex's commands come through us", run: checkRoutes },
  { id: 'layers', title: 'no other layer of its configuration overrules ours', run: checkLayers },
  { id: 'login', title: 'login shells and the snapshot', run: checkLogin },
  { id: 'profiles', title: 'what login profiles change', run: checkProfiles },
  { id: 'codex', title: 'the version of Codex', run: checkCodex },
  { id: 'agents', title: 'agents that are running', run: checkAgents },
  { id: 'declaration', title: 'what is declared here is allowed', run: checkDeclaration },
  { id: 'values', title: 'lines that look like slips', run: checkValues },
  { id: 'plan', title: 'the plan is fresh', run: checkPlan },
  { id: 'overlays', title: 'overlays of this project', run: checkOverlays },
  { id: 'secure', title: 'what secure mode leaves out', run: checkSecure },
  { id: 'folders', title: 'declared folders are there', run: checkFolders },
  { id: 'path', title: 'the entries of PATH', run: checkPath },
  { id: 'guards', title: 'guard variables have their effect', run: checkGuards },
  { id: 'shadows', title: 'no common library is shadowed', run: checkShadows },
  { id: 'blas', title: 'the BLAS that loads', run: checkBlas },
  { id: 'log', title: 'commands can be recorded', run: checkLog },
  { id: 'spool', title: 'sandboxed commands can be recorded', run: checkSpool },
  { id: 'sandbox', title: "what Codex's sandbox leaves of the log", run: checkSandbox },
]

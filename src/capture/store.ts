import { hash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Captured } from '../declaration/restore.js'
import { guard } from '../files/own-file.js'
import { readOwnJson, writeOwnJson } from '../files/own-json.js'
import type { Changes } from '../plan/changes.js'
import type { Op } from '../plan/plan.js'
import { PROGRAM } from '../system/names.js'
import type { World } from '../system/world.js'
import { digestCommand, type SetupCommand } from './setup-command.js'

/** What a terminal had; one for the user, whatever the project. */
export type TerminalCapture = {
  readonly capturedAt: string
  /** The terminal that ran the command, or a login shell started for it. */
  readonly how: 'terminal' | 'shell'
  readonly shell: string
  readonly cwd: string
  /** Names and patterns that the user added. */
  readonly names: readonly string[]
  readonly variables: Captured
}

/** What a setup script changed; one for each project. */
export type SetupCapture = {
  readonly capturedAt: string
  readonly root: string
  readonly command: SetupCommand
  readonly changes: Changes
  /** What is more than a change: it depends on what is there. */
  readonly ops?: readonly Op[]
}

type Written = { readonly command: SetupCommand | readonly string[] }

const REMEDY = `${PROGRAM} capture --forget`

/** Where the terminal's capture is, whether it exists or not. */
export function locateTerminal(world: World): string {
  // Each in a folder of its own: a plan that watches a file watches its folder, too.
  return join(world.places.state, 'captures', 'terminal', 'terminal.json')
}

/** Where the capture of a project's setup is, whether it exists or not. */
export function locateSetup(world: World, root: string): string {
  const name = hash('sha256', root)
  return join(world.places.state, 'captures', name, 'setup.json')
}

/** Makes the folder for what a capture needs while it is made; answers a path in it that is free. */
export function makeScratch(world: World, name: string): string {
  const folder = join(world.places.state, 'captures', 'scratch')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${process.pid}.${name}`)
}

/** The terminal's capture, if there is one. */
export function readTerminal(world: World): TerminalCapture | undefined {
  return readOwnJson(world, locateTerminal(world), REMEDY) as TerminalCapture | undefined
}

/** The capture of a project's setup, if there is one. */
export function readSetup(world: World, root: string): SetupCapture | undefined {
  const file = locateSetup(world, root)
  const setup = readOwnJson(world, file, REMEDY) as (SetupCapture & Written) | undefined
  if (!setup || !Array.isArray(setup.command)) return setup
  // As 0.1.0 wrote it: with every word.
  return { ...setup, command: digestCommand(root, setup.command) }
}

/** Keeps the terminal's capture in the place of an earlier one. */
export async function writeTerminal(world: World, capture: TerminalCapture): Promise<void> {
  await writeOwnJson(world, locateTerminal(world), capture)
}

/** Keeps the capture of a project's setup in the place of an earlier one. */
export async function writeSetup(world: World, capture: SetupCapture): Promise<void> {
  await writeOwnJson(world, locateSetup(world, capture.root), capture)
}

/** Forgets a capture; answers whether there was one. */
export async function dropCapture(file: string): Promise<boolean> {
  const isThere = existsSync(file)
  await guard(file, async () => rmSync(file, { force: true }))
  return isThere
}

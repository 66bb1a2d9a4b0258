import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { ROUTES } from '../routes.js'
import { type Box, type How, sandbox } from '../sandbox.js'

/** Files below the box's folder; `project/` and `home/` are in it. */
export type Files = Readonly<Record<string, string>>

/** A box with these files, whose project asks for these lines of [providers]; nothing is allowed yet. */
export async function writeProject(providers: string, files: Files = {}, rest = ''): Promise<Box> {
  let builder = sandbox().declare(`[providers]\n${providers}\n${rest}`)
  for (const [file, text] of Object.entries(files)) builder = builder.file(file, text)
  const box = await builder.build()
  for (const file of Object.keys(files)) {
    if (files[file]?.startsWith('#!')) chmodSync(join(box.dir, file), 0o755)
  }
  return box
}

/** The same, allowed. */
export async function provide(providers: string, files: Files = {}, rest = ''): Promise<Box> {
  const box = await writeProject(providers, files, rest)
  await allow(box)
  return box
}

/** Allows the project as it is now, and fails where that fails. */
export async function allow(box: Box, how: How = {}): Promise<void> {
  const { status, stderr } = await box.run([box.product.bin, 'allow'], how)
  if (status !== 0) throw new Error(stderr)
}

/** What a command of the agent's prints, run through the hook of bash. */
export async function ask(box: Box, command: string, how: How = {}): Promise<string> {
  return (await box.shell(ROUTES.hookBash, ['-c', command], how)).stdout.trimEnd()
}

/** The same with what it says on stderr. */
export function askAll(box: Box, command: string) {
  return box.shell(ROUTES.hookBash, ['-c', command])
}

/** A program that says its name when it is run. */
export const PROGRAM_TEXT = '#!/bin/sh\necho "$0"\n'

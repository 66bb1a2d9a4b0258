import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { guard, writeOwnFile } from '../../../files/own-file.js'
import { ShimError } from '../../../system/errors.js'
import type { World } from '../../../system/world.js'
import { describeService, type Service } from './service.js'

/** What was done about the collector's service, in words. */
export type Done = { readonly file: string; readonly text: string }

/** Has the system keep a collector running, now and from the next login on. */
export async function installCollector(world: World, platform = process.platform): Promise<Done> {
  const service = requireService(world, platform)
  const { file, manager, start, text } = service
  await guard(file, async () => {
    mkdirSync(dirname(file), { recursive: true })
    writeOwnFile(file, text)
  })
  const failed = runAll(world, start)
  if (failed) {
    throw new ShimError(
      'not-available',
      `${file} was written, but ${manager} did not take it: ${failed}`,
      {
        remedy: `log in so that ${manager} runs for you, or keep \`codex-env-shim log --collect\` running yourself`,
      },
    )
  }
  return { file, text: `the collector runs, kept by ${manager}: ${file}\n` }
}

/** Takes the service away again; nothing where there is none. */
export function removeCollector(world: World, platform = process.platform): Done | undefined {
  const service = describeService(world, platform)
  if (!service || !existsSync(service.file)) return undefined
  const { file, stop, forget } = service
  runAll(world, stop)
  rmSync(file, { force: true })
  runAll(world, forget)
  return { file, text: `the collector is gone: ${file}\n` }
}

function requireService(world: World, platform: NodeJS.Platform): Service {
  const service = describeService(world, platform)
  if (service) return service
  throw new ShimError('not-available', `there is no service manager on ${platform} that we know`, {
    remedy: 'keep `codex-env-shim log --collect` running yourself',
  })
}

/** Why the first command that failed did so. */
function runAll(world: World, commands: Service['start']): string | undefined {
  for (const [program = '', ...args] of commands) {
    try {
      execFileSync(program, args, { env: { ...world.env }, stdio: ['ignore', 'ignore', 'pipe'] })
    } catch (error) {
      const said =
        error instanceof Error && 'stderr' in error ? String(error.stderr ?? '').trim() : ''
      return said || `${program} failed`
    }
  }
  return undefined
}

import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFolder, openFolderIn, type Way } from '../../src/files/open-folder.js'
import { makeFolder, write } from '../world.js'

const WAYS: readonly Way[] = existsSync('/proc/self/fd') ? ['descriptor', 'entering'] : ['entering']

describe.each(WAYS)('an open folder, by %s,', (way) => {
  const read = (path: string) => readFileSync(path, 'utf8')

  test('holds what it held, also in a folder in it', () => {
    const folder = makeFolder()
    write(join(folder, 'sub/file'), 'text')
    const open = openFolder(folder, way)
    const sub = openFolderIn(open, 'sub', way)
    const before = process.cwd()
    expect(sub.within((path) => read(path('file')))).toBe('text')
    expect(process.cwd()).toBe(before)
    sub.close()
    open.close()
  })

  test('is no link, nor reached by one in an open folder', () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'sub'))
    symlinkSync(join(folder, 'sub'), join(folder, 'link'))
    expect(() => openFolder(join(folder, 'link'), way)).toThrow()
    const open = openFolder(folder, way)
    expect(() => openFolderIn(open, 'link', way)).toThrow()
    open.close()
  })

  test.each(['the folder', 'the one above'])(
    'never leads elsewhere when %s is exchanged for a link',
    (which) => {
      const folder = makeFolder()
      write(join(folder, 'top/sub/file'), 'own')
      write(join(folder, 'other/file'), 'another')
      write(join(folder, 'other/sub/file'), 'another')
      const open = openFolder(join(folder, 'top'), way)
      const sub = openFolderIn(open, 'sub', way)
      const exchanged = join(folder, which === 'the folder' ? 'top/sub' : 'top')
      renameSync(exchanged, join(folder, 'moved'))
      symlinkSync(join(folder, 'other'), exchanged)
      const before = process.cwd()
      try {
        expect(sub.within((path) => read(path('file')))).toBe('own')
      } catch (error) {
        // Where it has to be entered by its name, it is not entered at all.
        expect(way).toBe('entering')
        expect(String(error)).toContain('leads elsewhere')
      }
      expect(process.cwd()).toBe(before)
      sub.close()
      open.close()
    },
  )
})

import type { Op } from '../../plan/op.js'
import { isReported } from '../tools/bookkeeping.js'
import { LISTS } from './marks.js'
import { listTouched } from './names.js'
import { splitPath, toPathOps } from './path.js'
import type { Lesson, Study } from './study.js'

/**
 * What one answer says, where the tool is not asked again: values are taken as they are, and PATH is extended. `reason` says why it is
 * not; '' where its files read no variable. A list that they do read is extended, as most are.
 */
export function inferOnce(study: Study, reason: string): Lesson {
  const { scene, asking, first, texts } = study
  const { from } = asking
  const isRead = (name: string) =>
    reason !== '' && texts.some((text) => new RegExp(`\\b${name}\\b`).test(text))
  const names = listTouched(scene.base, first.after).filter((name) => name !== 'PATH')
  const ops = names.map((name): Op => {
    const value = first.after[name]
    if (value === undefined) return { kind: 'unset', name, from }
    const entries = value.split(':').filter((entry) => entry !== '')
    if (LISTS.has(name) && isRead(name) && entries.length > 0)
      return {
        kind: 'prepend',
        name,
        entries: entries.map((text) => [{ kind: 'text', text }]),
        from,
      }
    return { kind: 'set', name, value: value === '' ? [] : [{ kind: 'text', text: value }], from }
  })
  const around = splitPath(scene.base['PATH'] ?? '', first.after['PATH'])
  const ground = { marks: [], from, repeat: () => asking.repeat }
  const vague = new Set(names.filter(isRead))
  return {
    ops: [...toPathOps(around, scene.root, ground), ...ops, ...listUnsets(study)],
    vague,
    notes:
      vague.size === 0
        ? []
        : [
            `${from}: asked once, because ${reason}; what it makes of values that are set is not known`,
          ],
  }
}

/** What a file takes away without reading anything cannot be seen where it is not set. */
function listUnsets({ asking, first, texts }: Study): readonly Op[] {
  const lines = texts.flatMap((text) => [
    ...text.matchAll(/^[ \t]*unset[ \t]+(?:-v[ \t]+)?([A-Za-z0-9_ \t]+)/gm),
  ])
  const names = lines.flatMap(([, list = '']) => list.trim().split(/\s+/))
  return [...new Set(names)]
    .filter((name) => first.after[name] === undefined && isReported(name))
    .map((name) => ({ kind: 'unset', name, from: asking.from }))
}

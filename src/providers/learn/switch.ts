import type { Match } from '../../plan/choose.js'
import type { Op } from '../../plan/op.js'
import { addUnless } from './arrange.js'
import type { Mark } from './marks.js'
import { listTouched } from './names.js'
import type { Reply, Study } from './study.js'

/**
 * A variable by which a script knows that it has run (`[ "$SETVARS_DONE" = 1 ]`): it sets it, and compares it with what it sets. The
 * first one, if there is any.
 */
export function findSwitch({ scene, first, texts }: Study): Match | undefined {
  const names = listTouched(scene.base, first.after)
  for (const name of names) {
    const value = first.after[name] ?? ''
    if (!/^[\w.-]+$/.test(value)) continue
    const written = value.replace(/[.-]/g, '\\$&')
    const compared = new RegExp(
      `\\b${name}\\b[^\\n=]{0,12}\\s(?:==?|!=|-eq|-ne|eq|ne)\\s*["']?${written}(?![\\w.-])`,
    )
    if (texts.some((text) => compared.test(text))) return { name, like: [value] }
  }
  return undefined
}

/** The operations that the tool does not do where that variable has its value: what it left alone then, though it was marked. */
export function applySwitch(
  ops: readonly Op[],
  match: Match,
  reply: Reply,
  marks: readonly Mark[],
): readonly Op[] {
  const isLeft = ({ name }: Op) =>
    name !== match.name &&
    marks.some((mark) => mark.name === name && mark.value === reply.after[name])
  return ops.map((op) => (isLeft(op) ? addUnless(op, [[match]]) : op))
}

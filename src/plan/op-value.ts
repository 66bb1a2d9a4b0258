import { renderTemplate } from './expansion.js'
import type { Op } from './plan.js'

/** What an operation gives its variable, as its user would write it; '' for one that takes it away. */
export function renderValue(op: Op): string {
  switch (op.kind) {
    case 'set':
      return renderTemplate(op.value)
    case 'prepend':
      return op.entries.map(renderTemplate).join(':')
    case 'restore':
      return op.value
    case 'unset':
      return ''
  }
}

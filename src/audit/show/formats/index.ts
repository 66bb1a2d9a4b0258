import { renderEntry, renderJson } from '../render.js'
import { csv } from './csv.js'
import { ecs } from './ecs.js'
import type { Format } from './format.js'
import { otel } from './otel.js'

/** Every format by its name. */
export const FORMATS = {
  text: { form: 'text', head: '', render: renderEntry },
  json: {
    form: 'json',
    head: '',
    render: (entry, { readCommand }) => renderJson(entry, readCommand),
  },
  otel,
  ecs,
  csv,
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS

/** The format of a name that commander has checked. */
export function findFormat(name: unknown): Format {
  const known = Object.keys(FORMATS).find((one) => one === name) as FormatName | undefined
  return FORMATS[known ?? 'text']
}

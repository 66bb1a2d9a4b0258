import { hash } from 'node:crypto'

/** A value of ours as JSON that tells whether it is still what was written: then its shape needs no other proof. */
export function sealJson(value: object): string {
  return `${JSON.stringify({ seal: makeSeal(value), ...value }, null, 2)}\n`
}

/** The value, or undefined where the text is not what was written. */
export function openSealed<T extends object>(text: string): T | undefined {
  try {
    const { seal, ...value } = JSON.parse(text) as { readonly seal?: string } & T
    return seal === makeSeal(value) ? (value as unknown as T) : undefined
  } catch {
    return undefined
  }
}

function makeSeal(value: object): string {
  return hash('sha256', JSON.stringify(value))
}

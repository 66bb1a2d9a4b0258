import type { Difference, Environment } from '../variables/environment.js'
import { isSecret, MASK } from '../variables/secret.js'
import type { Explanation } from './explanation.js'

type Show = (name: string, value: string) => string

/** A function that gives a variable's value, or the mask in a secret's place. */
export function makeShow(showSecrets: boolean): Show {
  return (name, value) => (!showSecrets && isSecret(name, value) ? MASK : value)
}

/** An environment with its secrets masked. */
export function maskEnvironment(values: Environment, show: Show): Environment {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, show(name, value)]),
  )
}

/** Differences with their secrets masked. */
export function maskDifferences(all: readonly Difference[], show: Show): readonly Difference[] {
  return all.map(({ name, before, after }) => ({
    name,
    before: before === undefined ? undefined : show(name, before),
    after: after === undefined ? undefined : show(name, after),
  }))
}

/** Explanations with their secrets masked, in the values and in what gave them. */
export function maskExplanations(all: readonly Explanation[], show: Show): readonly Explanation[] {
  return all.map(({ name, value, touches }) => ({
    name,
    value: value === undefined ? undefined : show(name, value),
    touches: touches.map((touch) =>
      touch.outcome === 'protected' || touch.outcome === 'refused'
        ? touch
        : { ...touch, gives: show(name, touch.gives) },
    ),
  }))
}

import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAuditRequired } from '../../src/audit/required.js'
import { makeWorld, write } from '../world.js'

function makeWorldWith(settings: string) {
  const world = makeWorld()
  return { world, file: write(join(world.places.config, 'config.ini'), settings) }
}

test.each([
  ['[audit]\nrequired = true\n', true],
  ['[audit]\nrequired = false\n', false],
  ['', false],
])('settings of %j say %j', (text, required) => {
  expect(isAuditRequired(makeWorldWith(text).world)).toBe(required)
})

test('without settings no audit is required', () => {
  expect(isAuditRequired(makeWorld())).toBe(false)
})

test('settings that anybody can write say nothing', () => {
  const { world, file } = makeWorldWith('[audit]\nrequired = true\n')
  chmodSync(file, 0o666)
  expect(() => isAuditRequired(world)).toThrow('can be written by anybody')
})

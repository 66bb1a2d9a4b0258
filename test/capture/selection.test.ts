import { expect, test } from 'vitest'
import { selectCaptured, USUAL_NAMES } from '../../src/capture/selection.js'

const env = {
  PATH: '/a:/b',
  LD_LIBRARY_PATH: '/l',
  CUDA_HOME: '/cuda',
  HOME: '/h',
  EDITOR: 'vi',
  GITHUB_TOKEN: 'secret',
  GITHUB_USER: 'me',
  CUDA_API_KEY: 'secret',
}

test('the usual names are kept, in order', () => {
  const { variables, leftOut } = selectCaptured(env, USUAL_NAMES)
  expect(variables).toEqual({ CUDA_HOME: '/cuda', LD_LIBRARY_PATH: '/l', PATH: '/a:/b' })
  expect(Object.keys(variables)).toEqual(['CUDA_HOME', 'LD_LIBRARY_PATH', 'PATH'])
  expect(leftOut.map(({ name }) => name)).toEqual(['CUDA_API_KEY'])
})

test('a pattern never takes a secret, its name does', () => {
  expect(selectCaptured(env, ['GITHUB_*'])).toEqual({
    variables: { GITHUB_USER: 'me' },
    leftOut: [
      { name: 'GITHUB_TOKEN', reason: 'is kept only by its whole name: --name GITHUB_TOKEN' },
    ],
  })
  expect(selectCaptured(env, ['GITHUB_TOKEN']).variables).toEqual({ GITHUB_TOKEN: 'secret' })
})

test('a protected name, one that is absent and what is not UTF-8 are told', () => {
  const { variables, leftOut } = selectCaptured({ ...env, A: 'a\uFFFD' }, ['HOME', 'NONE', 'A'])
  expect(variables).toEqual({})
  expect(leftOut).toEqual([
    { name: 'HOME', reason: "keeps the agent's value: describes the running session" },
    { name: 'A', reason: 'is not UTF-8' },
    { name: 'NONE', reason: 'is not set here' },
  ])
})

import type { CompiledPlan } from '../../src/plan/compiled.js'

/** A plan with one of everything; its text in each dialect is a golden, and dialects.test.ts runs such text. */
export const GOLDEN: CompiledPlan = {
  root: "/home/u/it's",
  state: 'fresh',
  digest: '0123456789abcdef',
  login: 'suppress',
  onError: 'last-good',
  problem: '',
  plan: {
    ops: [
      { kind: 'set', name: 'CUDA_HOME', value: [{ kind: 'text', text: '/opt/cuda' }], from: 'f:1' },
      {
        kind: 'set',
        name: 'GREETING',
        value: [
          { kind: 'text', text: 'hi ' },
          { kind: 'inherited', name: 'USER', fallback: 'nobody' },
          { kind: 'text', text: ' at ' },
          { kind: 'inherited', name: 'HOST' },
        ],
        from: 'f:2',
      },
      { kind: 'set', name: 'HTTP_PROXY', value: [{ kind: 'text', text: 'http://x' }], from: 'f:3' },
      {
        kind: 'prepend',
        name: 'PATH',
        entries: [[{ kind: 'text', text: '/home/u/p/bin' }], [{ kind: 'text', text: '/opt/x' }]],
        from: 'f:4',
      },
      {
        kind: 'prepend',
        name: 'LIBS',
        entries: [
          [
            { kind: 'inherited', name: 'MKLROOT' },
            { kind: 'text', text: '/lib64' },
          ],
        ],
        from: 'f:5',
      },
      { kind: 'unset', name: 'PYTHONHOME', from: 'f:6' },
    ],
    ignored: [{ name: 'HOME', reason: 'describes the running session', from: 'f:7' }],
    provenance: [],
  },
  watched: [
    {
      kind: 'text',
      file: "/home/u/it's/.codex/env.ini",
      text: '[env]\nA = "\\n"\n',
      digest: '',
    },
    { kind: 'absent', file: '/home/u/.config/codex-env-shim/config.ini' },
    { kind: 'directory', file: '/home/u/a', what: 'is a directory', remedy: 'expected a file' },
    { kind: 'unreadable', file: '/home/u/b', what: 'cannot be read', remedy: 'mend its mode' },
    { kind: 'unusable', file: '/home/u/c', what: 'is not UTF-8', remedy: 'save it as UTF-8' },
  ],
  allowed: '',
}

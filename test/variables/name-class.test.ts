import { expect, test } from 'vitest'
import { classifyName } from '../../src/variables/name-class.js'

test.each([
  ['LD_PRELOAD', 'loads code'],
  ['LD_AUDIT', 'loads code'],
  ['DYLD_INSERT_LIBRARIES', 'loads code'],
  ['NODE_OPTIONS', 'loads code'],
  ['PYTHONSTARTUP', 'loads code'],
  ['PERL5OPT', 'loads code'],
  ['BASH_ENV', 'loads code'],
  ['GIT_SSH_COMMAND', 'loads code'],
  ['GIT_CONFIG_COUNT', 'loads code'],
  ['BASH_FUNC_printf%%', 'loads code'],
  ['GCONV_PATH', 'loads code'],
  ['LD_DEBUG_OUTPUT', 'steers the loader'],
  ['DYLD_PRINT_TO_FILE', 'steers the loader'],
  ['MALLOC_TRACE', 'steers the loader'],
  ['LD_BIND_NOW', 'search path'],
  ['DYLD_FALLBACK_LIBRARY_PATH', 'search path'],
  ['PAGER', 'names a program'],
  ['GIT_EDITOR', 'names a program'],
  ['CC', 'names a program'],
  ['CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER', 'names a program'],
  ['PATH', 'search path'],
  ['LD_LIBRARY_PATH', 'search path'],
  ['PYTHONPATH', 'search path'],
  ['XDG_DATA_DIRS', 'search path'],
  ['API_KEY', 'secret-like'],
  ['GITHUB_TOKEN', 'secret-like'],
  ['DB_PASSWORD', 'secret-like'],
  ['CUDA_HOME', 'plain'],
  ['AUTHOR', 'plain'],
])('%s is %s', (name, kind) => {
  expect(classifyName(name)).toBe(kind)
})

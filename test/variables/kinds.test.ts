import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Op } from '../../src/plan/plan.js'
import { KINDS_PAGE, renderKindsPage } from '../../src/secure/kinds-page.js'
import { vetOp } from '../../src/secure/rules.js'
import { KINDS } from '../../src/variables/kinds.js'
import { classifyName } from '../../src/variables/name-class.js'
import { REPOSITORY } from '../product.js'

/** A real name for each pattern. */
const REAL: Readonly<Record<string, readonly string[]>> = {
  '*JAVA*_OPTIONS': ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'],
  '*EDITOR': ['EDITOR', 'GIT_EDITOR', 'GIT_SEQUENCE_EDITOR', 'KUBE_EDITOR', 'SUDO_EDITOR'],
  '*PAGER': ['PAGER', 'GIT_PAGER', 'GH_PAGER', 'MANPAGER', 'BAT_PAGER', 'AWS_PAGER'],
  'GIT_CONFIG*': ['GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG'],
  'LD_*': ['LD_DEBUG', 'LD_DEBUG_OUTPUT', 'LD_PROFILE', 'LD_SHOW_AUXV', 'LD_BIND_NOT'],
  'DYLD_*': ['DYLD_PRINT_TO_FILE', 'DYLD_IMAGE_SUFFIX', 'DYLD_SHARED_REGION'],
  'npm_config_*': ['npm_config_registry', 'NPM_CONFIG_REGISTRY', 'Npm_Config_Cache'],
  'CARGO_*_LINKER': ['CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER'],
}

const fill = (name: string) => REAL[name] ?? [name.replaceAll('*', 'X')]

const isRefused = (name: string, mode: 'default' | 'strict') => {
  const op: Op = { kind: 'restore', name, value: '/x', from: 'f:1' }
  const look = () => ({ exists: true, unsafe: '' })
  return vetOp(op, { isUser: false, consented: [] }, { mode, home: '/h', look }).op === undefined
}

describe.each(KINDS)('$title', ({ class: nameClass, names, source }) => {
  const all = names.flatMap(fill)

  test('says where its names are from', () => {
    expect(source).toMatch(/\w/)
  })

  test.each(all)('%s is treated as the others of its kind', (name) => {
    expect(classifyName(name)).toBe(nameClass)
    expect(isRefused(name, 'default')).toBe(nameClass !== 'names a program')
    expect(isRefused(name, 'strict')).toBe(true)
  })

  test.each(all.filter((name) => /^npm_config_/i.test(name)))(
    'npm reads %s in any case',
    (name) => {
      expect(classifyName(name.toUpperCase())).toBe(nameClass)
    },
  )
})

test('no name is in two kinds', () => {
  const names = KINDS.flatMap((kind) => kind.names)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

/** The tables of others: sudo 1.9.18, plugins/sudoers/env.c (initial_badenv_table), without names of other systems; glibc, sysdeps/generic/unsecvars.h. */
const OTHERS = {
  sudo: `IFS CDPATH LOCALDOMAIN RES_OPTIONS HOSTALIASES NLSPATH PATH_LOCALE LD_PRELOAD LD_DEBUG TERMINFO TERMINFO_DIRS TERMPATH
    TERMCAP ENV BASH_ENV PS4 GLOBIGNORE BASHOPTS SHELLOPTS JAVA_TOOL_OPTIONS _JAVA_OPTIONS CLASSPATH PERLIO_DEBUG PERLLIB
    PERL5LIB PERL5OPT PERL5DB FPATH NULLCMD READNULLCMD ZDOTDIR TMPPREFIX PYTHONHOME PYTHONPATH PYTHONINSPECT
    PYTHONUSERBASE PYTHONSTARTUP RUBYLIB RUBYOPT NODE_OPTIONS NODE_PATH GIT_SSH_COMMAND GIT_CONFIG_GLOBAL GCONV_PATH
    KRB5_CONFIG KRB5_KTNAME`,
  glibc: `GCONV_PATH GETCONF_DIR GLIBC_TUNABLES HOSTALIASES LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT LD_DYNAMIC_WEAK LD_HWCAP_MASK
    LD_LIBRARY_PATH LD_ORIGIN_PATH LD_PRELOAD LD_PROFILE LD_SHOW_AUXV LOCALDOMAIN LOCPATH MALLOC_TRACE NIS_PATH NLSPATH
    RESOLV_HOST_CONF RES_OPTIONS TZDIR`,
} as const

test.each(Object.entries(OTHERS))('whatever %s takes away is known here', (_, names) => {
  const plain = names.split(/\s+/).filter((name) => classifyName(name) === 'plain')
  // These a plan never touches (src/variables/protection.ts).
  expect(plain).toEqual(plain.filter((name) => /^(?:IFS|PS4|BASHOPTS|SHELLOPTS)$/.test(name)))
})

test('what the documentation says is the table', () => {
  const page = readFileSync(join(REPOSITORY, KINDS_PAGE), 'utf8')
  expect(page).toBe(renderKindsPage(page))
})

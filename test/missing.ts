/** Who has a program that tests need: Debian's package and Homebrew's, where they are not called like the program. */
const PACKAGES: Readonly<Record<string, { readonly apt?: string; readonly brew?: string }>> = {
  bwrap: { apt: 'bubblewrap', brew: '' },
  catkin_make: { apt: 'catkin', brew: '' },
  cc: { apt: 'gcc libc6-dev', brew: 'gcc' },
  // It conflicts with environment-modules: .ci/run unpacks it beside the tests.
  lmod: { apt: '', brew: 'lmod' },
  man: { apt: 'man-db', brew: 'man-db' },
  modulecmd: { apt: 'environment-modules', brew: 'modules' },
  nix: { apt: 'nix-bin', brew: '' },
  poetry: { apt: 'python3-poetry' },
  prlimit: { apt: 'util-linux', brew: '' },
  python3: { brew: 'python' },
  rsyslogd: { apt: 'rsyslog', brew: 'rsyslog' },
  script: { apt: 'bsdutils', brew: '' },
  sshd: { apt: 'openssh-server', brew: '' },
  strace: { brew: '' },
  'systemd-analyze': { apt: 'systemd', brew: '' },
  unshare: { apt: 'util-linux', brew: '' },
}

/** What no package manager of a system has: the command that brings it. */
const COMMANDS: Readonly<Record<string, string>> = {
  mise: 'npm --prefix test/providers ci',
  'node-pty': 'npm ci    (with a C++ compiler, make and python3 there)',
}

/** The list at the end of a run: which programs tests were skipped for, and the lines that bring them. In: their names, repeated as it comes. */
export function renderMissing(names: readonly string[], platform: NodeJS.Platform): string {
  const missing = [...new Set(names)].sort()
  if (missing.length === 0) return ''
  const packaged = missing.filter((name) => !(name in COMMANDS))
  const lines = [
    renderInstall(packaged, platform),
    ...missing.flatMap((name) => COMMANDS[name] ?? []),
  ].filter((line) => line !== '')
  return [
    `Tests were skipped because these programs are not here: ${missing.join(', ')}`,
    'To run them too:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n')
}

function renderInstall(names: readonly string[], platform: NodeJS.Platform): string {
  const [manager, install] =
    platform === 'darwin'
      ? (['brew', 'brew install'] as const)
      : (['apt', 'sudo apt-get install'] as const)
  const packages = names.map((name) => PACKAGES[name]?.[manager] ?? name).filter(Boolean)
  return packages.length === 0 ? '' : `${install} ${[...new Set(packages)].join(' ')}`
}

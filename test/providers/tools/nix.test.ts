import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Box } from '../../sandbox.js'
import { isUnasked } from '../programs.js'
import { allow, ask, askAll, type Files, writeProject } from '../project.js'

const CONF = `sandbox = false
build-users-group =
substituters =
flake-registry =
builders =
`

/** A shell without nixpkgs, so that no network is needed: bash itself is the builder. */
const derivation = (foo: string) =>
  `derivation { name = "s"; system = builtins.currentSystem or "x86_64-linux"; outputs = [ "out" ]; builder = "/bin/bash"; FOO = "${foo}"; PATH = "/opt/nix/bin"; shellHook = "echo HOOK"; }`
const flake = (foo: string) =>
  `{ outputs = { self }: { devShells.x86_64-linux.default = ${derivation(foo).replace('builtins.currentSystem or ', '')}; }; }`

/** A user with a nix store of their own, which needs neither root nor a daemon. */
async function user(
  lines: string,
  files: Files,
): Promise<{ box: Box; env: Record<string, string> }> {
  const box = await writeProject(lines, { ...files, 'nix/etc/nix.conf': CONF })
  const nix = join(box.dir, 'nix')
  const env = {
    NIX_STORE_DIR: join(nix, 'store'),
    NIX_STATE_DIR: join(nix, 'var/nix'),
    NIX_LOG_DIR: join(nix, 'var/log'),
    NIX_CONF_DIR: join(nix, 'etc'),
    NIX_REMOTE: 'local',
  }
  return { box, env }
}

describe.skipIf(isUnasked('nix'))('nix', () => {
  test('the variables of a flake reach the command, and nothing of its build', async () => {
    const { box, env } = await user('use[] = nix', { 'project/flake.nix': flake("it's $HOME") })
    await allow(box, { env })
    const see =
      'echo "$FOO|$PATH|$HOME"; env | grep -E "^(NIX_|TMP|builder|stdenv|shellHook|TERM|TZ)"'
    expect(await ask(box, see)).toBe(`it's $HOME|/opt/nix/bin:/usr/bin:/bin|${box.home}`)
  })

  test('an edit of flake.nix asks again, and then counts', async () => {
    const { box, env } = await user('use[] = nix', { 'project/flake.nix': flake('one') })
    await allow(box, { env })
    writeFileSync(join(box.project, 'flake.nix'), flake('two'))
    const { stdout, stderr } = await askAll(box, 'echo "[$FOO]"')
    expect(stdout).toBe('[]\n')
    expect(stderr).toContain('flake.nix changed since it was allowed; run: codex-env-shim allow')
    await allow(box, { env })
    expect(await ask(box, 'echo "[$FOO]"')).toBe('[two]')
  })

  test('shell.nix works without a flake', async () => {
    const { box, env } = await user('nix[] = shell.nix', {
      'project/shell.nix': derivation('legacy'),
    })
    await allow(box, { env })
    expect(await ask(box, 'echo $FOO')).toBe('legacy')
  })

  test('an error of evaluation is one line with what to do', async () => {
    const { box, env } = await user('use[] = nix', {
      'project/flake.nix': '{ outputs = _: throw "boom SECRET"; }',
    })
    const { status, stderr } = await box.run([box.product.bin, 'allow'], { env })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^codex-env-shim: .*env\.ini:2: nix: nix .*print-dev-env.* exited with 1; to see why: cd .*\n$/,
    )
    expect(stderr).not.toContain('SECRET')
  })
})

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isMissing } from '../programs.js'
import { allow, ask, askAll, type Files, PROGRAM_TEXT, provide, writeProject } from './project.js'

/** The layout of a conda environment: conda/activate.py, and what conda writes into conda-meta. */
const condaFiles = (prefix: string): Files => ({
  [`${prefix}/conda-meta/history`]: '==> 2026-01-01 <==\n',
  [`${prefix}/conda-meta/state`]:
    '{"env_vars": {"mine": "it\'s $HOME", "GONE": "***unset***", "PATH": "/x"}}',
  [`${prefix}/etc/conda/env_vars.d/package.json`]: '{"PACKAGE": "1"}',
  [`${prefix}/etc/conda/activate.d/b.sh`]: 'export SECOND="$FIRST then b"; echo chatter; false\n',
  [`${prefix}/etc/conda/activate.d/a.sh`]: 'export FIRST="a in $CONDA_PREFIX"\n',
  [`${prefix}/bin/python`]: PROGRAM_TEXT,
})
const SEE_CONDA =
  'echo "$CONDA_PREFIX|$CONDA_DEFAULT_ENV|$PATH|$MINE|$PACKAGE|$SECOND|$GONE"; env | grep -E "CONDA_SHLVL|PS1"'

describe('conda', () => {
  test('an environment is found by its name, and entered with its variables and scripts', async () => {
    const box = await provide('conda[] = tools', condaFiles('home/miniforge3/envs/tools'))
    const prefix = join(box.home, 'miniforge3/envs/tools')
    expect(await ask(box, SEE_CONDA)).toBe(
      `${prefix}|tools|${prefix}/bin:/usr/bin:/bin|it's $HOME|1|a in ${prefix} then b|`,
    )
  })

  test('environment.yml names it, and a folder of the project comes first', async () => {
    const files = {
      ...condaFiles('home/micromamba/envs/tools'),
      'project/environment.yml': 'name: tools\ndependencies: []\n',
    }
    const box = await provide('use[] = conda', files)
    expect(await ask(box, 'echo $CONDA_PREFIX')).toBe(join(box.home, 'micromamba/envs/tools'))
  })

  test('a new package is noticed by the next command', async () => {
    const box = await provide('conda[] = tools', condaFiles('home/miniconda3/envs/tools'))
    const prefix = join(box.home, 'miniconda3/envs/tools')
    writeFileSync(join(prefix, 'etc/conda/activate.d/c.sh'), 'export THIRD=3\n')
    writeFileSync(join(prefix, 'conda-meta/history'), 'installed\n')
    expect(await ask(box, 'echo $THIRD')).toBe('3')
  })

  test("scripts inside the project are the project's code: a change asks again", async () => {
    const box = await provide('use[] = conda', condaFiles('project/.conda'))
    expect(await ask(box, 'echo $SECOND')).toBe(`a in ${box.project}/.conda then b`)
    writeFileSync(join(box.project, '.conda/etc/conda/activate.d/a.sh'), 'touch ran\n')
    expect((await askAll(box, 'ls')).stderr).toContain('a.sh changed since it was allowed')
  })

  test('one that is not there is named', async () => {
    const box = await writeProject('conda[] = nosuch')
    expect((await box.control('allow')).stderr).toContain('conda: no environment nosuch')
  })
})

describe('devcontainer', () => {
  const JSONC = `// comments, and a comma too many
{ "image": "debian:12",
  "containerEnv": { "CE": "1", "BOTH": "container", "WS": "\${containerWorkspaceFolder}/x" },
  "remoteEnv": { "BOTH": "remote", "L": "\${localEnv:OUTER:none}", "PATH": "\${containerEnv:PATH}:/extra", "GONE": null, "HOME": "/h" },
}`
  test('its variables reach the command; the local environment is the agent’s', async () => {
    const box = await provide('use[] = devcontainer', {
      'project/.devcontainer/devcontainer.json': JSONC,
    })
    const see = 'echo "$CE|$BOTH|$WS|$L|$PATH|${GONE-gone}|$HOME"'
    const env = { OUTER: 'outer', GONE: '1' }
    expect(await ask(box, see, { env })).toBe(
      `1|remote|${box.project}/x|outer|/usr/bin:/bin|gone|${box.home}`,
    )
    expect(await ask(box, 'echo $L')).toBe('none')
    expect((await box.control('status')).stdout).toContain("PATH is the container's and left out")
  })

  test('a default counts where nothing is set, up to its first colon, as the CLI has it', async () => {
    const json = {
      containerEnv: {
        A: '${localEnv:OUTER:http://x:80}!',
        B: '${localEnv:OUTER:x}/${env:LOGNAME}',
        C: '${containerWorkspaceFolderBasename}',
      },
      remoteEnv: { A: 'remote', R: '${containerEnv:A}+${containerEnv:C}' },
    }
    const file = 'project/.devcontainer/only/devcontainer.json'
    const box = await provide('use[] = devcontainer', { [file]: `\uFEFF${JSON.stringify(json)}` })
    const see = (env: Record<string, string>) => ask(box, 'echo "$A|$B|$R"', { env })
    const user = { LOGNAME: 'me' }
    expect(await see(user)).toBe('remote|x/me|http!+project')
    expect(await see({ ...user, OUTER: '' })).toBe('remote|/me|!+project')
    expect(await see({ ...user, OUTER: 'o' })).toBe('remote|o/me|o!+project')
  })

  test('of several configurations in folders one must be named', async () => {
    const at = (name: string) => `project/.devcontainer/${name}/devcontainer.json`
    const files = { [at('go')]: '{"containerEnv": {"L": "go"}}', [at('rust')]: '{}' }
    const box = await writeProject('use[] = devcontainer', files)
    expect((await box.control('allow')).stderr).toContain('go rust; name one: devcontainer[] = go')
    box.write('project/.codex/env.ini', '[providers]\ndevcontainer[] = go\n')
    await allow(box)
    expect(await ask(box, 'echo $L')).toBe('go')
  })

  test('an edit asks again, and what is no JSON is named', async () => {
    const box = await provide('use[] = devcontainer', { 'project/.devcontainer.json': JSONC })
    writeFileSync(join(box.project, '.devcontainer.json'), '{ nonsense')
    expect((await askAll(box, ':')).stderr).toContain('changed since it was allowed')
    expect((await box.control('allow')).stderr).toContain(
      '.devcontainer.json is not JSON with comments',
    )
  })
})

describe('vscode', () => {
  const VENV = {
    'project/tools/venv/pyvenv.cfg': 'home = /usr/bin\n',
    'project/tools/venv/bin/python': '',
  }

  test('the interpreter of the workspace settings is entered', async () => {
    const settings =
      '// mine\n{ "python.defaultInterpreterPath": "${workspaceFolder}/tools/venv/bin/python", }'
    const box = await provide('use[] = vscode', {
      ...VENV,
      'project/.vscode/settings.json': settings,
    })
    const venv = join(box.project, 'tools/venv')
    expect(await ask(box, 'echo "$VIRTUAL_ENV $PATH"')).toBe(`${venv} ${venv}/bin:/usr/bin:/bin`)
  })

  test.each([
    ['~/shims/python', 'home/shims'],
    ['${workspaceRoot}/scripts/python', 'project/scripts'],
    ['./scripts/python', 'project/scripts'],
    ['${env:WHERE}/scripts/python', 'project/scripts'],
    // Any program of the system's: not every machine has a Python.
    ['/usr/bin/env', undefined],
  ])('%s: its own folder comes first, unless it is the system’s', async (path, folder) => {
    const box = await writeProject('use[] = vscode', {
      'home/shims/python': PROGRAM_TEXT,
      'project/scripts/python': PROGRAM_TEXT,
      'project/.vscode/settings.json': `\uFEFF{"python.defaultInterpreterPath": "${path}"}`,
    })
    await allow(box, { env: { WHERE: box.project } })
    const front = folder ? `${join(box.dir, folder)}:` : ''
    const env = { WHERE: box.project }
    expect(await ask(box, 'echo $PATH', { env })).toBe(`${front}/usr/bin:/bin`)
  })

  test.skipIf(isMissing('sqlite3')).each([
    [
      'older',
      (root: string) =>
        [
          'globalStorage',
          'ms-python.python',
          { [`WORKSPACE_FOLDER_INTERPRETER_PATH_${root}`]: `${root}/tools/venv/bin/python` },
        ] as const,
    ],
    [
      'newer',
      (root: string) =>
        [
          'workspaceStorage/abc',
          'ms-python.vscode-python-envs',
          {
            'ms-python.vscode-python-envs:venv:WORKSPACE_SELECTED': {
              [root]: `${root}/tools/venv`,
            },
          },
        ] as const,
    ],
  ])('what was picked in the window counts, as the %s extension stores it', async (_, describe) => {
    const box = await writeProject('use[] = vscode', {
      ...VENV,
      'project/.vscode/settings.json': '{}',
    })
    const [folder, key, state] = describe(box.project)
    const user = join(box.home, '.config/Code/User')
    mkdirSync(join(user, folder), { recursive: true })
    const store = `CREATE TABLE ItemTable (key TEXT, value BLOB); INSERT INTO ItemTable VALUES ('${key}', '${JSON.stringify(state)}')`
    await box.run(['/usr/bin/sqlite3', join(user, folder, 'state.vscdb'), store])
    box.write(
      'home/.config/Code/User/workspaceStorage/abc/workspace.json',
      JSON.stringify({ folder: pathToFileURL(box.project).href }),
    )
    await allow(box)
    expect(await ask(box, 'echo $VIRTUAL_ENV')).toBe(join(box.project, 'tools/venv'))
  })
})

/** What `devbox shellenv` prints (internal/devbox/envvars.go); the program itself needs nix packages from the network. */
const DEVBOX = `#!/bin/sh
cat <<'EOF'
export FOO="it's \\"quoted\\" \\$HOME";
export MULTI="a\\
b";
export PATH="/nix/x/bin:@PATH@";
export __DEVBOX_SET_FOO="1";
export DEVBOX_WD="/w";
greet () { :; }
export -f greet
hash -r
EOF
`
test('devbox: its lines are read as data, and its own notes are left out', async () => {
  const box = await writeProject('use[] = devbox', {
    'project/devbox.json': '{}',
    'home/.local/bin/devbox': DEVBOX,
  })
  await allow(box)
  expect(await ask(box, 'echo "$FOO|$MULTI|${PATH%%:*}"; env | grep DEVBOX')).toBe(
    `it's "quoted" $HOME|a\nb|/nix/x/bin`,
  )
})

/** The schema of nix, which devenv prints too, and the list of files that it keeps (devenv/direnvrc). */
test('devenv: what its last evaluation read is watched', async () => {
  const json = (value: string) =>
    JSON.stringify({
      variables: { FOO: { type: 'exported', value }, PLAIN: { type: 'var', value: 'x' } },
    })
  const box = await writeProject('use[] = devenv', {
    'project/devenv.nix': '{}',
    'project/module.nix': '1',
    'home/answer': json('one'),
    'home/.local/bin/devenv': '#!/bin/sh\ncat "$HOME/answer"\n',
  })
  box.write('project/.devenv/input-paths.txt', `/nix/store/x\n${box.project}/module.nix\n`)
  await allow(box)
  expect(await ask(box, 'echo "$FOO[$PLAIN]"')).toBe('one[]')
  box.write('home/answer', json('two'))
  expect(await ask(box, 'echo $FOO')).toBe('one')
  box.write('project/module.nix', '2')
  expect(await ask(box, 'echo $FOO')).toBe('two')
  rmSync(join(box.home, '.local/bin/devenv'))
})

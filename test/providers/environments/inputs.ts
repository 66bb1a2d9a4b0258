/** Files below a project; the one that is named first tells the tool. */
export type Input = Readonly<Record<string, string>>

const ENVRC: Readonly<Record<string, string>> = {
  'a web project': 'export NODE_ENV=development PORT=3000\nPATH_add node_modules/.bin\n',
  'defaults of each kind':
    'export AWS_PROFILE=${AWS_PROFILE:-dev} AWS_REGION=${AWS_REGION-eu-west-1}\n: "${LOG_LEVEL:=info}"; export LOG_LEVEL\n',
  'flags behind': 'export CFLAGS="$CFLAGS -g" CXXFLAGS="${CXXFLAGS} -std=c++20"\n',
  'flags in front': 'export LDFLAGS="-L$PWD/lib $LDFLAGS" ASFLAGS="-mx ${ASFLAGS:-}"\n',
  'programs behind': 'export PATH="$PATH:$PWD/tools"\n',
  'programs on both sides': 'PATH_add bin\nexport PATH="$PATH:$PWD/fallback"\n',
  manuals: 'export MANPATH="$PWD/man:$MANPATH"\n',
  libraries:
    'path_add LD_LIBRARY_PATH lib\nexport PKG_CONFIG_PATH="$PWD/pc${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"\n',
  'a list nobody knows': 'export ACME_PLUGINS="$PWD/plugins${ACME_PLUGINS:+:$ACME_PLUGINS}"\n',
  copies:
    'export OLD_LIBS="$LD_LIBRARY_PATH"\nexport LD_LIBRARY_PATH="$PWD/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\n',
  'made from another':
    'export DB_NAME=${DB_NAME:-shop}\nexport DB_URL="postgres://localhost/$DB_NAME"\n',
  'taken away': 'unset PYTHONHOME PYTHONPATH\nexport PYTHONDONTWRITEBYTECODE=1\n',
  'a switch': 'if [ -n "$USE_GPU" ]; then export BACKEND=cuda; else export BACKEND=cpu; fi\n',
  'a dotenv file': 'dotenv\nexport RAILS_ENV="${RAILS_ENV:-development}"\n',
}

const MISE: Readonly<Record<string, string>> = {
  literals: '[env]\nRAILS_ENV = "test"\nWORKERS = "4"\n',
  'a template': '[env]\nCONF_DIR = "{{config_root}}/conf"\n_.path = ["bin", "scripts"]\n',
  'a default':
    '[env]\nSTAGE = "{{ get_env(name=\'STAGE\', default=\'dev\') }}"\nREGION = { default = "eu" }\n',
  flags: "[env]\nRUSTFLAGS = \"{{ get_env(name='RUSTFLAGS', default='') }} -Cdebuginfo=1\"\n",
  'a script': '[env]\n_.source = "env.sh"\n',
  gone: '[env]\nPYTHONHOME = false\nNODE_OPTIONS = "--max-old-space-size=2048"\n',
}

const MODULES: Readonly<Record<string, string>> = {
  'a library':
    'prepend-path LD_LIBRARY_PATH @P@/lib\nprepend-path PATH @P@/bin\nsetenv ACME_ROOT @P@\n',
  'manuals and more': 'prepend-path MANPATH @P@/share/man\nprepend-path PKG_CONFIG_PATH @P@/pc\n',
  behind: 'append-path PATH @P@/bin\nappend-path PYTHONPATH @P@/py\n',
  'another separator': 'append-path -d " " CFLAGS -I@P@/include\n',
  'a compiler': 'pushenv CC icx\nsetenv FC ifx\nunsetenv PYTHONHOME\n',
  'a default': 'if {![info exists env(ACME_MODE)]} { setenv ACME_MODE fast }\n',
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'a vendor':
    'here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)\nexport ACME_ROOT=$here PATH="$here/bin:$PATH" CPATH="$here/include${CPATH:+:$CPATH}"\n',
  'a guard':
    'if [ "$ACME_DONE" = 1 ]; then return 0; fi\nexport ACME_DONE=1 ACME_HOME=/opt/acme LIBRARY_PATH="/opt/acme/lib:${LIBRARY_PATH:-}"\n',
  'a workspace':
    'add() { eval "export $1=\\"$2\\${$1:+:\\$$1}\\""; }\nadd CMAKE_PREFIX_PATH "$PWD/install"; add PYTHONPATH "$PWD/install/py"; unset -f add\n',
  'a compiler':
    '[ "${CC+set}" = set ] && export BACKUP_CC="$CC"\nexport CC=clang CFLAGS="-O2 ${CFLAGS}"\n',
  threads:
    'export OMP_NUM_THREADS=${OMP_NUM_THREADS:-4} MKL_NUM_THREADS=${MKL_NUM_THREADS:-$OMP_NUM_THREADS}\n',
  'a cleaner': 'unset LD_PRELOAD PYTHONHOME\nexport EDITOR_MODE=${EDITOR_MODE:-vi}\nfalse\n',
}

const OTHERS: Readonly<Record<string, Input>> = {
  'a dotenv file': { '.env': 'SECRET_ID=7\nQUEUE=jobs\n' },
  'a script': {
    'env.sh': 'export TOOL_HOME=/opt/tool PYTHONPATH="$PWD/py${PYTHONPATH:+:$PYTHONPATH}"\n',
  },
}

/** Which tool an input is for. */
export type Kind = 'direnv' | 'mise' | 'modules' | 'source'

/** What projects declare for each tool, by a name for people. */
export const INPUTS: Readonly<Record<Kind, Readonly<Record<string, Input>>>> = {
  direnv: fill('.envrc', ENVRC),
  mise: fill('mise.toml', MISE),
  modules: fill('m/kit', MODULES, '#%Module1.0\n'),
  source: fill('setup.sh', SCRIPTS),
}

function fill(file: string, texts: Readonly<Record<string, string>>, head = '') {
  const inputs = Object.entries(texts).map(([name, text]): [string, Input] => [
    name,
    { [file]: head + text, ...(file === 'setup.sh' ? {} : OTHERS[name]) },
  ])
  return Object.fromEntries(inputs)
}

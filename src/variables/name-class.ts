/** How much a variable can do, as `allow` shows it. */
export type NameClass =
  | 'loads code'
  | 'steers the loader'
  | 'names a program'
  | 'search path'
  | 'secret-like'
  | 'plain'

/** Variables that make programs which were not asked to run other code. */
const LOADS_CODE = [
  /^(?:LD_PRELOAD|LD_AUDIT|GCONV_PATH|GLIBC_TUNABLES|DYLD_INSERT_LIBRARIES)$/,
  /^(?:NODE_OPTIONS|NODE_REPL_.*|npm_config_(?:node_options|script_shell)|NPM_CONFIG_(?:NODE_OPTIONS|SCRIPT_SHELL))$/,
  /^(?:PYTHONSTARTUP|PYTHONHOME|PYTHONUSERBASE|PYTHONBREAKPOINT|PYTHONWARNINGS|PYTHONINSPECT|PIP_CONFIG_FILE)$/,
  /^(?:PERL5OPT|PERL5DB|RUBYOPT|.*JAVA.*_OPTIONS|DOTNET_STARTUP_HOOKS|CORECLR_.*|COR_.*|LUA_INIT.*|PHPRC)$/,
  /^(?:BASH_ENV|ENV|ZDOTDIR|KSH_ENV|PROMPT_COMMAND|NULLCMD|READNULLCMD|BASH_LOADABLES_PATH|FPATH)$/,
  /^GIT_(?:SSH|SSH_COMMAND|CONFIG.*|PROXY_COMMAND|ASKPASS|EXTERNAL_DIFF|EXEC_PATH|TEMPLATE_DIR|DIR)$/,
  /^(?:LESSOPEN|LESSCLOSE|SSH_ASKPASS|SUDO_ASKPASS|CURL_HOME|WGETRC|OPENSSL_CONF|OPENSSL_ENGINES|OPENSSL_MODULES)$/,
  /^(?:MAKEFILES|TAR_OPTIONS|COMPILER_PATH|BASH_FUNC_.*)$/,
]

/** The loader's and the C library's own switches: files they write, what they read. glibc, sysdeps/generic/unsecvars.h; dyld(1). */
const STEERS_LOADER =
  /^(?:(?:LD|DYLD)_(?!BIND_NOW$|(?:.*_)?PATH$).*|MALLOC_TRACE|LOCPATH|GETCONF_DIR|HOSTALIASES|RESOLV_HOST_CONF|RES_OPTIONS|LOCALDOMAIN|NIS_PATH|TZDIR)$/

/** Programs, or options, for a task that somebody asks for: to edit, to page, to compile. */
const NAMES_PROGRAM = [
  /^(?:(?:GIT_|GIT_SEQUENCE_)?EDITOR|VISUAL|BROWSER|.*PAGER|MANOPT)$/,
  /^(?:MAKEFLAGS|CC|CXX|LD|RUSTC|RUSTC_(?:WORKSPACE_)?WRAPPER|RUSTDOC|RUSTFLAGS|CARGO_.*_(?:RUNNER|LINKER))$/,
]

const SEARCH_PATH = /(?:^|_)(?:[A-Z0-9]*PATH|DIRS|CLASSPATH|RUBYLIB|PERL5?LIB)$|^(?:LD|DYLD)_/
const SECRET = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL|(?:^|_)AUTH(?:_|$)/i

/** Tells what kind of variable a name is, the most dangerous first. */
export function classifyName(name: string): NameClass {
  if (LOADS_CODE.some((pattern) => pattern.test(name))) return 'loads code'
  if (STEERS_LOADER.test(name)) return 'steers the loader'
  if (NAMES_PROGRAM.some((pattern) => pattern.test(name))) return 'names a program'
  if (SEARCH_PATH.test(name)) return 'search path'
  return isSecretName(name) ? 'secret-like' : 'plain'
}

/** Does the name say that its value is a secret? */
export function isSecretName(name: string): boolean {
  return SECRET.test(name)
}

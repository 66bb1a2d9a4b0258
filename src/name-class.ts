/** How much a variable can do, as `allow` shows it. */
export type NameClass = 'loads code' | 'search path' | 'secret-like' | 'plain'

/** Variables that make ordinary programs run other code. */
const LOADS_CODE = [
  /^(?:LD_PRELOAD|LD_AUDIT|GCONV_PATH|GLIBC_TUNABLES|DYLD_INSERT_LIBRARIES)$/,
  /^(?:NODE_OPTIONS|NODE_REPL_.*|PYTHONSTARTUP|PYTHONHOME|PYTHONBREAKPOINT|PYTHONWARNINGS|PYTHONINSPECT)$/,
  /^(?:PERL5OPT|PERL5DB|RUBYOPT|.*JAVA.*_OPTIONS|DOTNET_STARTUP_HOOKS|CORECLR_.*|COR_.*|LUA_INIT.*|PHPRC)$/,
  /^(?:BASH_ENV|ENV|ZDOTDIR|KSH_ENV|PROMPT_COMMAND|NULLCMD|READNULLCMD|BASH_LOADABLES_PATH)$/,
  /^GIT_(?:SSH|SSH_COMMAND|CONFIG.*|PROXY_COMMAND|ASKPASS|EDITOR|SEQUENCE_EDITOR|EXTERNAL_DIFF|PAGER|EXEC_PATH|TEMPLATE_DIR)$/,
  /^(?:EDITOR|VISUAL|BROWSER|LESSOPEN|LESSCLOSE|SSH_ASKPASS|SUDO_ASKPASS|.*PAGER|MANOPT|CURL_HOME|WGETRC)$/,
  /^(?:MAKEFLAGS|MAKEFILES|TAR_OPTIONS|OPENSSL_CONF|OPENSSL_ENGINES|RUSTC.*|CC|CXX|LD|COMPILER_PATH|CARGO_.*_(?:RUNNER|LINKER))$/,
]

const SEARCH_PATH = /(?:^|_)(?:[A-Z0-9]*PATH|DIRS|CLASSPATH|RUBYLIB|PERL5?LIB)$|^(?:LD|DYLD)_/
const SECRET = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL|(?:^|_)AUTH(?:_|$)/i

/** Tells what kind of variable a name is, the most dangerous first. */
export function classifyName(name: string): NameClass {
  if (LOADS_CODE.some((pattern) => pattern.test(name))) return 'loads code'
  if (SEARCH_PATH.test(name)) return 'search path'
  return isSecretName(name) ? 'secret-like' : 'plain'
}

/** Does the name say that its value is a secret? */
export function isSecretName(name: string): boolean {
  return SECRET.test(name)
}

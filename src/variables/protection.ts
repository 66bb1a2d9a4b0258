const AGENT = /^(?:__)?CODEX_/
const OURS = /^__codex_env_/
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

const RUNTIME = new Set(
  'PWD OLDPWD HOME SHLVL TMPDIR USER LOGNAME USERNAME SHELL _ EXEC_WRAPPER'.split(' '),
)

/** What a shell reads as it starts, or that would change how it applies a plan. */
const STARTUP = new Set(
  'BASH_ENV ENV ZDOTDIR SHELLOPTS BASHOPTS PS4 IFS POSIXLY_CORRECT BASH_XTRACEFD FUNCNEST'.split(
    ' ',
  ),
)

/** Parameters of the shells themselves: read-only, tied to others (zsh's `path`), or acting when assigned (zsh's UID). */
const PARAMETERS = new Set(
  `UID EUID GID EGID PPID BASHPID BASH_VERSINFO BASH_ARGC BASH_ARGV BASH_LINENO BASH_SOURCE FUNCNAME GROUPS DIRSTACK
  LINENO RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME HISTCMD OPTIND OPTARG OPTERR ARGC argv status pipestatus
  path cdpath fpath mailpath manpath module_path fignore psvar signals options functions aliases commands parameters
  version hostname history umask fish_pid FISH_VERSION ZSH_EXECUTION_STRING BASH_EXECUTION_STRING`.split(
    /\s+/,
  ),
)

/** Proxy and certificate variables that Codex's network proxy sets: PROXY_ENV_KEYS in codex-rs/network-proxy/src/proxy.rs. */
const PROXY = new Set(
  `HTTP_PROXY HTTPS_PROXY http_proxy https_proxy ALL_PROXY all_proxy NO_PROXY no_proxy FTP_PROXY ftp_proxy
  WS_PROXY WSS_PROXY ws_proxy wss_proxy YARN_HTTP_PROXY YARN_HTTPS_PROXY YARN_NO_PROXY
  npm_config_proxy npm_config_http_proxy npm_config_https_proxy npm_config_noproxy
  NPM_CONFIG_PROXY NPM_CONFIG_HTTP_PROXY NPM_CONFIG_HTTPS_PROXY NPM_CONFIG_NOPROXY
  BUNDLE_HTTP_PROXY BUNDLE_HTTPS_PROXY BUNDLE_NO_PROXY PIP_PROXY DOCKER_HTTP_PROXY DOCKER_HTTPS_PROXY
  ELECTRON_GET_USE_PROXY NODE_USE_ENV_PROXY SSL_CERT_FILE REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS
  GIT_SSL_CAINFO CARGO_HTTP_CAINFO PIP_CERT BUNDLE_SSL_CA_CERT GIT_SSH_COMMAND`.split(/\s+/),
)

/** Why a variable always keeps the agent's value, or undefined where a plan may touch it. */
export function explainProtection(name: string): string | undefined {
  // Exported functions (BASH_FUNC_x%%) among them.
  if (!NAME.test(name)) return 'no name that every shell accepts'
  if (AGENT.test(name)) return "the agent's own"
  if (OURS.test(name)) return "the shim's own"
  if (RUNTIME.has(name)) return 'describes the running session'
  if (STARTUP.has(name)) return 'steers how a shell starts and reads'
  if (PARAMETERS.has(name)) return 'a parameter of the shells themselves'
  return undefined
}

/** Is this a variable that keeps the agent's value while its network proxy is active? */
export function isProxyName(name: string): boolean {
  return PROXY.has(name)
}

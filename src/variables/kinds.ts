/** How much a variable can do, as `allow` shows it. */
export type NameClass =
  | 'loads code'
  | 'steers the loader'
  | 'names a program'
  | 'search path'
  | 'secret-like'
  | 'plain'

/** Variables that do the same thing, and are therefore treated alike. */
export type Kind = {
  readonly title: string
  readonly class: NameClass
  /** Who says so: manuals and lists that the names are from. */
  readonly source: string
  /** Names; `*` stands for anything. Of npm's, which reads them in any case, both usual spellings count. */
  readonly names: readonly string[]
}

/**
 * Every kind of variable that can do more than its name says, the most dangerous first. Secure mode, `allow` and docs/secure-mode.md
 * go by this one table. No such list is complete: sudo's has grown in each year.
 */
export const KINDS: readonly Kind[] = [
  {
    title: 'The loader',
    class: 'loads code',
    source: 'ld.so(8), dyld(1), sudo’s `env_delete`, glibc’s `unsecvars.h`',
    names: words('LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES GCONV_PATH GLIBC_TUNABLES'),
  },
  {
    title: 'Start-up of shells',
    class: 'loads code',
    source: 'bash(1), zshparam(1), ksh(1), sudo’s `env_delete`',
    names:
      words(`BASH_ENV ENV ZDOTDIR KSH_ENV PROMPT_COMMAND BASH_LOADABLES_PATH BASH_FUNC_* FPATH NULLCMD READNULLCMD
      CDPATH GLOBIGNORE TMPPREFIX`),
  },
  {
    title: 'Start-up of interpreters',
    class: 'loads code',
    source:
      'node(1), python(1), perlrun(1), ruby(1), java(1), erl(1), R’s `Startup`, php’s manual, lua(1), `go help environment`, sudo’s `env_delete`',
    names: words(`NODE_OPTIONS NODE_REPL_* BUN_OPTIONS BUN_INSPECT_PRELOAD
      PYTHONSTARTUP PYTHONHOME PYTHONUSERBASE PYTHONBREAKPOINT PYTHONWARNINGS PYTHONINSPECT PYTHONPLATLIBDIR PYTHONPYCACHEPREFIX
      PYTHONEXECUTABLE PERL5OPT PERL5DB PERLIO_DEBUG RUBYOPT RUBYSHELL
      *JAVA*_OPTIONS JAVA_OPTS JAVA_ARGS MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS SBT_OPTS ANT_OPTS ANT_ARGS SCALA_OPTS KOTLIN_OPTS
      DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS CORECLR_* COR_* LUA_INIT* PHPRC PHP_INI_SCAN_DIR
      ERL_FLAGS ERL_AFLAGS ERL_ZFLAGS ELIXIR_ERL_OPTIONS R_PROFILE R_PROFILE_USER R_ENVIRON R_ENVIRON_USER       GOFLAGS GOENV GHCRTS OCAMLRUNPARAM CAMLRUNPARAM `),
  },
  {
    title: 'Start-up of editors and filters of pagers',
    class: 'loads code',
    source: 'vim(1), ex(1p), less(1)',
    names: words(
      'VIMINIT GVIMINIT EXINIT NEXINIT VIMRUNTIME MYVIMRC LESSOPEN LESSCLOSE LESSKEYIN LESSKEYIN_SYSTEM LESSKEY LESSKEY_SYSTEM',
    ),
  },
  {
    title: 'Plug-ins of libraries',
    class: 'loads code',
    source: 'GTK’s and GIO’s “Running” pages, openssl-env(7)',
    names:
      words(`GTK_MODULES GTK3_MODULES GTK_IM_MODULE_FILE GDK_PIXBUF_MODULE_FILE GDK_PIXBUF_MODULEDIR GIO_EXTRA_MODULES
      GIO_MODULE_DIR OPENSSL_CONF OPENSSL_CONF_INCLUDE OPENSSL_ENGINES OPENSSL_MODULES SASL_CONF_PATH`),
  },
  {
    title: 'Remote shells and programs that ask for passwords',
    class: 'loads code',
    source: 'git(1), rsync(1), cvs(1), Subversion’s book, ssh(1), sudo(8), borg’s manual',
    names:
      words(`GIT_SSH GIT_SSH_COMMAND GIT_PROXY_COMMAND GIT_ASKPASS RSYNC_RSH RSYNC_CONNECT_PROG CVS_RSH CVS_SERVER SVN_SSH
      BZR_SSH DARCS_SSH DARCS_SCP BORG_RSH BORG_REMOTE_PATH BORG_PASSCOMMAND RESTIC_PASSWORD_COMMAND RSH SSH_ASKPASS
      SUDO_ASKPASS ANSIBLE_SSH_EXECUTABLE ANSIBLE_SSH_ARGS`),
  },
  {
    title: 'Version control: programs and settings',
    class: 'loads code',
    source: 'git(1), hg’s `help environment`',
    names:
      words(`GIT_CONFIG* GIT_EXTERNAL_DIFF GIT_EXEC_PATH GIT_TEMPLATE_DIR GIT_DIR GIT_COMMON_DIR GIT_ALLOW_PROTOCOL
      HGRCPATH HGMERGE SVN_MERGE JJ_CONFIG`),
  },
  {
    title: 'Configuration of package managers',
    class: 'loads code',
    source:
      'npm’s `config`, pip’s “Configuration”, Yarn’s and uv’s references, bundle-config(1), conda’s `.condarc`',
    names:
      words(`npm_config_script_shell npm_config_node_options npm_config_git npm_config_userconfig npm_config_globalconfig
      npm_config_shell npm_config_editor npm_config_viewer npm_config_python npm_config_node_gyp npm_config_init_module
      npm_config_onload_script YARN_RC_FILENAME YARN_YARN_PATH YARN_PLUGINS PIP_CONFIG_FILE UV_CONFIG_FILE POETRY_CONFIG_DIR
      BUNDLE_CONFIG BUNDLE_USER_CONFIG BUNDLE_APP_CONFIG BUNDLE_GEMFILE GEMRC CONDARC MAMBARC COMPOSER_HOME
      `),
  },
  {
    title: 'Configuration of programs',
    class: 'loads code',
    source:
      'the XDG Base Directory Specification, curl(1), wget(1), rg(1), bat(1), fzf(1), Ansible’s and Terraform’s references',
    names:
      words(`XDG_CONFIG_HOME CURL_HOME WGETRC SYSTEM_WGETRC RIPGREP_CONFIG_PATH BAT_CONFIG_PATH BAT_CONFIG_DIR
      FZF_DEFAULT_COMMAND FZF_DEFAULT_OPTS_FILE TAR_OPTIONS SCREENRC ANSIBLE_CONFIG TF_CLI_CONFIG_FILE
      TERRAFORM_CONFIG HELM_PLUGINS`),
  },
  {
    title: 'Files of credentials, which name programs to run',
    class: 'loads code',
    source:
      'kubectl’s “exec credential plugins”, AWS’s `credential_process`, Google’s executable-sourced credentials, Docker’s `credHelpers`, krb5.conf(5), libpq',
    names:
      words(`KUBECONFIG AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_CONFIG
      AZURE_CONFIG_DIR DOCKER_CONFIG REGISTRY_AUTH_FILE GH_CONFIG_DIR GLAB_CONFIG_DIR NETRC GNUPGHOME KRB5_CONFIG
      KRB5_KTNAME PGSERVICEFILE PGPASSFILE PGSYSCONFDIR MYSQL_HOME VAULT_CONFIG_PATH`),
  },
  {
    title: 'Where compilers and make find what they run',
    class: 'loads code',
    source: 'gcc(1), make(1)',
    names: words('COMPILER_PATH GCC_EXEC_PREFIX MAKEFILES'),
  },
  {
    title: 'The loader and the C library',
    class: 'steers the loader',
    source: 'glibc’s `unsecvars.h`, dyld(1), sudo’s `env_delete`',
    names:
      words(`MALLOC_TRACE LOCPATH NLSPATH PATH_LOCALE I18NPATH GETCONF_DIR HOSTALIASES RESOLV_HOST_CONF RES_OPTIONS
      LOCALDOMAIN NIS_PATH HESIOD_CONFIG HES_DOMAIN DATEMSK TZDIR GMON_OUT_PREFIX TERMINFO TERMINFO_DIRS TERMPATH TERMCAP
      LD_* DYLD_*`),
  },
  {
    title: 'Editors, pagers and browsers',
    class: 'names a program',
    source: 'environ(7), git(1), man(1)',
    names: words('*EDITOR VISUAL FCEDIT *PAGER BROWSER *_BROWSER MANOPT MANROFFOPT'),
  },
  {
    title: 'Compilers, build tools and their options',
    class: 'names a program',
    source:
      'make(1) and its list of implicit variables, Cargo’s and nvcc’s references, cmake-env-variables(7)',
    names:
      words(`CC CXX CPP FC F77 LD AR AS NM RANLIB STRIP HOSTCC HOSTCXX CUDAHOSTCXX NVCC NVCC_CCBIN NVCC_PREPEND_FLAGS
      NVCC_APPEND_FLAGS CFLAGS CXXFLAGS CPPFLAGS FFLAGS LDFLAGS MAKE MAKEFLAGS GNUMAKEFLAGS MFLAGS PKG_CONFIG
      CMAKE_TOOLCHAIN_FILE CMAKE_*_LAUNCHER RUSTC RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER RUSTDOC RUSTFLAGS RUSTDOCFLAGS
      CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTC* CARGO_BUILD_RUSTFLAGS CARGO_*_RUNNER CARGO_*_LINKER CARGO_*_RUSTFLAGS`),
  },
  {
    title: 'Where package managers get packages from, and homes of tools',
    class: 'names a program',
    source:
      'npm’s `config`, pip’s, uv’s and Go’s references, Cargo’s and rustup’s environment variables',
    names:
      words(`npm_config_* YARN_NPM_REGISTRY_SERVER YARN_REGISTRY PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS UV_INDEX
      UV_INDEX_URL UV_EXTRA_INDEX_URL UV_DEFAULT_INDEX UV_FIND_LINKS GOPROXY GOSUMDB GONOSUMDB GONOSUMCHECK GOINSECURE
      GOPRIVATE CARGO_REGISTRIES_* CARGO_REGISTRY_* RUSTUP_DIST_SERVER RUSTUP_UPDATE_ROOT CARGO_HOME RUSTUP_HOME GOROOT R_HOME
      GRADLE_USER_HOME CONDA_CHANNELS`),
  },
]

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

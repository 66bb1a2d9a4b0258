/** One Codex config in every spelling that TOML has for it, and in layouts that people really have: [what, text]. */
export const CONFIG_TEXTS: readonly (readonly [string, string])[] = [
  ['an empty file', ''],
  ['only a comment', '# my config\n'],
  ['a comment without a line break', '# my config'],
  ['top-level keys', '# head\nmodel = "o4" # fast\napproval_policy = "never"\n'],
  ['no line break at the end', 'model = "o4"'],
  ['tables only', '# head\n\n[tui] # look\ntheme = "x"\n'],
  ['a schema directive', '#:schema https://example.com/codex.json\n# look\n[tui]\ntheme = "x"\n'],
  [
    'a comment above the first table',
    'model = "x"\n\n# about profiles\n[profiles.a]\nmodel = "y"\n',
  ],
  ['a policy table', '[shell_environment_policy]\ninherit = "core"\n\n[tui]\ntheme = "x"\n'],
  [
    'a policy table at the very end',
    'model="x"\n[shell_environment_policy] # p\ninherit = "core" # i',
  ],
  [
    'an inline set',
    '[shell_environment_policy]\nset = { FOO = "1", "a.b" = \'2\' } # mine\nexclude = ["X"]\n',
  ],
  ['an empty inline set', '[shell_environment_policy]\nset = {}\n'],
  [
    'a set table',
    '[shell_environment_policy]\n# why\ninherit = "all"\n\n[shell_environment_policy.set]\n# foo\nFOO = "1" # one\n\n[features]\nweb = true\n',
  ],
  ['only a set table', '[shell_environment_policy.set]\nFOO = "1"\n'],
  [
    'dotted keys at the top',
    'shell_environment_policy.set.FOO = "x"\nshell_environment_policy.inherit = "core"\nmodel = "y"\n\n[tui]\na = 1\n',
  ],
  ['an inline policy', 'shell_environment_policy = { inherit = "core", set = { FOO = "1" } }\n'],
  [
    'an inline policy without set',
    'shell_environment_policy = { inherit = "core" } # c\nmodel = "x"\n[tui]\na=1\n',
  ],
  [
    'dotted keys in the policy',
    '[shell_environment_policy]\nset.FOO = "x" # keep\ninherit = "core"\n',
  ],
  ['quoted keys', '["shell_environment_policy"]\n"set" = { "FOO" = "1" }\n'],
  [
    'CRLF',
    '# c\r\nmodel = "x"\r\n\r\n[shell_environment_policy]\r\ninherit = "core"\r\nset = { FOO = "1" }\r\n\r\n[tui]\r\na = 1\r\n',
  ],
  ['CRLF and tables only', '[tui]\r\na = 1\r\n'],
  ['a byte order mark', '\uFEFFmodel = "x"\n[tui]\na = 1\n'],
  ['include_only', '[shell_environment_policy]\ninclude_only = ["PATH", "CODEX_*"]\n'],
  [
    'include_only in lines',
    '[shell_environment_policy]\ninclude_only = [\n  "PATH", # path\n  "HOME" # home, too\n]\nset = { FOO = "1" }\n',
  ],
  [
    "a user's own BASH_ENV",
    '[shell_environment_policy.set]\nBASH_ENV = "/etc/lmod.sh" # Lmod\nFOO = "1"\n',
  ],
  [
    "a user's own ZDOTDIR and SHLVL",
    '[shell_environment_policy]\nset = { ZDOTDIR = "/z", SHLVL = "3" }\n',
  ],
  [
    'a features table',
    '[features]\n# f\nweb_search = true\nshell_snapshot = true # yes\n\n[tui]\na=1\n',
  ],
  [
    'dotted features',
    'features.web = true\nfeatures.shell_snapshot = true\nallow_login_shell = true # login\n',
  ],
  ['inline features', 'features = { web = true }\n[tui]\na=1\n'],
  [
    'profiles',
    'profile = "a"\n\n[profiles.a]\nmodel = "x"\n[profiles.a.shell_environment_policy]\ninherit = "all"\n[profiles.a.features]\nshell_snapshot = true\n',
  ],
  [
    'trailing blanks, tabs and odd spacing',
    '  model="x"   \n\n\n[ tui ]   # sp  \n\ta   =   1  \n\tb  = [ 1,2 , ]\t\n# x  \n\n[ shell_environment_policy ]\t# p\n\n\tset={A="1",B = "2" ,}  \n\n[ features ]  \n\tweb=true  \n\n\n',
  ],
  [
    'values of every type',
    'notify = [\n  "a",\n  # in\n  "b"\n]\nd = 1979-05-27T07:32:00Z\nf = 1.50\ni = 0xFF\nbig = 9007199254740991\ns = """\nmulti\n[features]\n"""\nt = \'\'\'\n# no comment\'\'\'\n[[x.y]]\na = 1\n[[x.y]]\na = { b = { c = 1 } }\n[x.y.z]\nq = 1\n',
  ],
  [
    'comments that look like ours',
    '# allow_login_shell = true\n[a]\n# [features]\nb = 1\n# above\n[shell_environment_policy.set]\nFOO = "1"\n# below\n[shell_environment_policy]\ninherit = "core"\n# last\n',
  ],
  [
    'braces over lines',
    'shell_environment_policy = {\n  inherit = "core",\n  set = {\n    FOO = "1" # c, d\n  },\n}\n',
  ],
  [
    'servers and projects',
    '[mcp_servers.docs]\ncommand = "docs"\nargs = ["-y", "x"]\nenv = { KEY = "v" }\n\n[projects."/home/u/p"]\ntrust_level = "trusted"\n',
  ],
  ['indented tables', '[features]\n  a = true\n  [features.sub]\n  b = 1\n'],
  [
    'sibling tables only',
    '[shell_environment_policy.filters]\na="x"\n[features.sub]\nb = "naïve 😀"\n',
  ],
]

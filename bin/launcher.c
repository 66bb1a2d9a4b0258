/*
 * The native launcher, installed as shells/bash and shells/zsh. Unlike a script it sees argv[0], and it costs no second shell.
 * It puts our hook where the real shell will read it (BASH_ENV, ZDOTDIR) and becomes that shell. It reads no plan and writes no log: the hook
 * finds, applies and records. Only the plain cases are done here: `-c CMD` of bash, with a login flag or a dash in front of argv[0] or without,
 * and the same and an interactive shell of zsh. Everything else goes to the launcher that is a script, launch/NAME beside us, which is told
 * argv[0] in CODEX_ENV_SHIM_ARGV0.
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#else
#include <sys/auxv.h>
#endif

extern char **environ;

/* Where we are: the folder `shells`, and our own name in it, which says which shell we are whatever argv[0] says. */
static char shells[PATH_MAX];
static const char *name;

static void die(int status, const char *what, const char *where) {
  fprintf(stderr, "codex-env-shim: %s %s: %s\n", what, where, strerror(errno));
  exit(status);
}

static bool starts(const char *text, const char *front) { return strncmp(text, front, strlen(front)) == 0; }

static bool is_any(const char *text, const char *const *words) {
  while (*words && strcmp(text, *words) != 0) words++;
  return *words != NULL;
}

static char *join(const char *front, const char *middle, const char *end) {
  char *text = malloc(strlen(front) + strlen(middle) + strlen(end) + 1);
  if (!text) die(125, "no memory for", end);
  return strcat(strcat(strcpy(text, front), middle), end);
}

static void find_ourselves(void) {
#ifdef __APPLE__
  char path[PATH_MAX];
  uint32_t size = sizeof path;
  if (_NSGetExecutablePath(path, &size) != 0 || !realpath(path, shells)) die(125, "cannot find", "the launcher itself");
#else
  ssize_t length = readlink("/proc/self/exe", shells, sizeof shells - 1);
  if (length > 0) shells[length] = '\0';
  else if (!realpath((const char *)getauxval(AT_EXECFN), shells)) die(125, "cannot find", "the launcher itself"); /* without /proc */
#endif
  name = strrchr(shells, '/') + 1;
  shells[name - shells - 1] = '\0';
}

/* A launcher that runs with rights its caller has not must not be led by the caller's environment. */
static void refuse_set_id(void) {
  bool raised = getuid() != geteuid() || getgid() != getegid();
#ifndef __APPLE__
  raised = raised || getauxval(AT_SECURE) != 0;
#endif
  if (!raised) return;
  fprintf(stderr, "codex-env-shim: %s/%s must not be set-user-ID or set-group-ID\n", shells, name);
  exit(125);
}

/* Names that bash takes from its environment for itself, or that change what it reads; what is `BASH…` besides. */
static const char *const BASH_OWN[] = {"SHELLOPTS", "POSIXLY_CORRECT", "ENV", "IFS", "PS1", "PS2", "PS4", "OPTIND", "OPTERR", "LINENO", "PPID", "RANDOM",
  "SECONDS", "FUNCNEST", "HISTCMD", "DIRSTACK", "GROUPS", "UID", "EUID", "EPOCHSECONDS", "EPOCHREALTIME", "SRANDOM", "PIPESTATUS", "FUNCNAME", NULL};

/* May the environment be passed on with no more than the hook added to it? SHLVL of 1 or more keeps bash from taking its caller for sshd. */
static bool is_plain_environment(bool is_bash) {
  bool level = !is_bash;
  for (char **entry = environ; *entry; entry++) {
    char own[16] = "";
    size_t length = strcspn(*entry, "=");
    if (starts(*entry, "CODEX_ENV_SHIM") || starts(*entry, "__codex_env_") || (!is_bash && strcmp(*entry, "ZDOTDIR=") == 0)) return false;
    if (!is_bash) continue;
    if (length == 0 || (*entry)[length] != '=' || starts(*entry, "BASH")) return false;
    if (length < sizeof own) memcpy(own, *entry, length);
    if (is_any(own, BASH_OWN)) return false;
    if (strcmp(own, "SHLVL") != 0) continue;
    const char *value = *entry + 6;
    level = value[0] >= '1' && value[0] <= '9' && strspn(value, "0123456789") == strlen(value) && strlen(value) < 3;
    if (!level) return false;
  }
  return level;
}

/* How the shell was called. */
struct call {
  bool login;   /* by a flag, or by a dash in front of argv[0] */
  int command;  /* the index of CMD in argv, 0 without -c */
};

/* Is it called in one of the plain ways? */
static bool read_call(int argc, char **argv, struct call *call) {
  static const char *const LOGIN[] = {"-l", NULL}, *const COMMAND[] = {"-c", NULL}, *const BOTH[] = {"-lc", "-cl", NULL};
  const char *called = strrchr(argv[0], '/');
  called = called ? called + 1 : argv[0] + (argv[0][0] == '-');
  *call = (struct call){.login = argv[0][0] == '-'};
  /* By another name (sh, rbash) the real shell is another one. */
  if (strcmp(called, name) != 0) return false;
  bool is_command = false;
  int next = 1;
  for (; next < argc && strcmp(argv[next], "--login") == 0; next++) call->login = true; /* bash takes none behind short options */
  for (; next < argc; next++) {
    if (is_any(argv[next], LOGIN)) call->login = true;
    else if (is_any(argv[next], COMMAND)) is_command = true;
    else if (is_any(argv[next], BOTH)) is_command = call->login = true;
    else break;
  }
  if (!is_command) return next == argc;
  if (next == argc) return false;
  call->command = next;
  /* More options; what Codex runs to make a snapshot, and to load it. */
  const char *command = argv[next];
  return command[0] != '-' && command[0] != '+' && !starts(command, "__CODEX_SNAPSHOT_") && !starts(command, "if [") && !starts(command, "set -e; . ");
}

/* The environment with these entries (NULL for none) in place of any of the same names. */
static char **with(char *one, char *two, char *three) {
  char *added[] = {one, two, three};
  size_t count = 0;
  while (environ[count]) count++;
  char **all = malloc((count + 4) * sizeof *all), **end = all;
  if (!all) die(125, "no memory for", "the environment");
  for (char **entry = environ; *entry; entry++) {
    bool replaced = false;
    for (int i = 0; i < 3; i++) replaced = replaced || (added[i] && strncmp(*entry, added[i], strcspn(added[i], "=") + 1) == 0);
    if (!replaced) *end++ = *entry;
  }
  for (int i = 0; i < 3; i++)
    if (added[i]) *end++ = added[i];
  *end = NULL;
  return all;
}

/* The script watches a command where the user's settings say `exit = true`. Where they do not have the word, they do not. */
static bool may_watch(const char *settings) {
  char text[4096] = "";
  FILE *file = fopen(settings, "r");
  if (!file) return errno != ENOENT;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  return length == sizeof text - 1 || strlen(text) != length || strstr(text, "exit") != NULL;
}

static void become(const char *file, char **argv, char **env) {
  execve(file, argv, env);
  die(errno == ENOENT ? 127 : 126, "cannot run", file);
}

/* bash without the login flag: the hook puts it back where no project is declared. */
static void become_bash(const char *real, int argc, char **argv, const struct call *call) {
  char *hook = join(shells, "/launch/native/", call->login ? "login.bash" : "command.bash");
  char **plain = malloc((size_t)(argc + 3) * sizeof *plain), **end = plain;
  if (!plain) die(125, "no memory for", "the arguments");
  *end++ = argv[0] + (argv[0][0] == '-');
  *end++ = "-c";
  for (int i = call->command; i <= argc; i++) *end++ = argv[i];
  bool named = call->command + 1 < argc;
  if (access(hook, R_OK) != 0) return; /* bash would pass over it */
  become(real, plain, with(join("BASH_ENV=", "", hook), call->login && !named ? join("CODEX_ENV_SHIM_ARGV0=", "", argv[0]) : NULL, NULL));
}

/* zsh with everything it was called with: its hook leaves out what a login shell would read. */
static void become_zsh(const char *real, char **argv) {
  const char *own = getenv("ZDOTDIR");
  char *folder = join(shells, "/", "zdotdir");
  /* Ours already, by whatever path: an agent's configuration names it. */
  if ((own && strstr(own, "/shells/zdotdir")) || access(join(folder, "/", ".zshenv"), R_OK) != 0) return;
  become(real, argv, with(join("ZDOTDIR=", "", folder), "CODEX_ENV_SHIM_ROUTE=launcher", own ? join("CODEX_ENV_SHIM_ZDOTDIR=", "", own) : NULL));
}

int main(int argc, char **argv) {
  char real[PATH_MAX];
  struct call call;
  find_ourselves();
  refuse_set_id();
  if (argc < 1) return 125;
  char *link = join(shells, "/launch/real/", name);
  ssize_t length = readlink(link, real, sizeof real - 1);
  if (length < 0) die(127, "cannot find the real shell by", link);
  real[length] = '\0';
  bool is_plain = read_call(argc, argv, &call);
  /* By our own path we were called as the real shell would have been by its own; `bash`, `-bash`, `sh` it is called by, too. */
  const char *called = strrchr(argv[0], '/');
  char *own = called && strcmp(called + 1, name) == 0 ? NULL : join("CODEX_ENV_SHIM_ARGV0=", "", argv[0]);
  if (!own) argv[0] = real;
  bool is_bash = strcmp(name, "bash") == 0;
  if (is_plain && is_plain_environment(is_bash) && !may_watch(join(shells, "/launch/real/", "config.ini"))) {
    if (!is_bash) become_zsh(real, argv);
    else if (call.command) become_bash(real, argc, argv, &call);
  }
  become(join(shells, "/launch/", name), argv, with(own, NULL, NULL));
}

/* Tells everything about itself that a command can see, one fact a line, in an order of its own. Process numbers are told as relations. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

extern char **environ;

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Every byte that is not plain as \xNN, so that a report has as many lines as facts. */
static void tell(const char *label, const char *text) {
  printf("%s ", label);
  for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++) {
    if (*byte < ' ' || *byte > '~' || *byte == '\\') printf("\\x%02x", *byte);
    else putchar(*byte);
  }
  putchar('\n');
}

static void tell_file(const char *label, const char *file) {
  char text[4096] = "";
  int fd = open(file, O_RDONLY);
  if (fd < 0) return;
  ssize_t got = read(fd, text, sizeof text - 1);
  close(fd);
  for (ssize_t i = 0; i < got; i++) if (!text[i]) text[i] = ' ';
  tell(label, text);
}

static void tell_environment(void) {
  size_t count = 0;
  while (environ[count]) count++;
  qsort(environ, count, sizeof *environ, compare);
  for (size_t i = 0; i < count; i++) tell("env", environ[i]);
}

/* A pipe or a socket has a number that says nothing. */
static void tell_descriptor(int fd) {
  char link[64], target[4096] = "", label[64];
  struct stat status;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (readlink(link, target, sizeof target - 1) < 0) return;
  if (!strncmp(target, "pipe:", 5)) strcpy(target, "pipe");
  if (!strncmp(target, "socket:", 7)) strcpy(target, "socket");
  fstat(fd, &status);
  off_t at = S_ISREG(status.st_mode) && fd == 0 ? lseek(fd, 0, SEEK_CUR) : 0;
  snprintf(label, sizeof label, "fd %d flags %o/%d at %ld", fd, fcntl(fd, F_GETFL), fcntl(fd, F_GETFD), (long)at);
  tell(label, target);
}

static void tell_descriptors(void) {
  char seen[1024] = {0};
  DIR *folder = opendir("/proc/self/fd");
  for (struct dirent *entry; (entry = readdir(folder));) {
    int fd = atoi(entry->d_name);
    if (entry->d_name[0] != '.' && fd != dirfd(folder) && fd < 1024) seen[fd] = 1;
  }
  closedir(folder);
  for (int fd = 0; fd < 1024; fd++) if (seen[fd]) tell_descriptor(fd);
}

static void tell_input(void) {
  char text[4096] = "";
  if (isatty(0)) return;
  ssize_t got = read(0, text, sizeof text - 1);
  if (got >= 0) tell("input", text);
}

static void tell_limits(void) {
  for (int which = 0; which < RLIM_NLIMITS; which++) {
    struct rlimit both;
    getrlimit(which, &both);
    printf("limit %d %lld %lld\n", which, (long long)both.rlim_cur, (long long)both.rlim_max);
  }
}

static const char *relate(pid_t to) {
  static char text[32];
  if (to == getpid()) return "self";
  if (to == getppid()) return "parent";
  if (to == getpgid(getppid())) return "the parent's group";
  if (to == getsid(getppid())) return "the parent's session";
  snprintf(text, sizeof text, "%d", to);
  return text;
}

/* The parents up to the one that ran the test. */
static void tell_ancestors(void) {
  pid_t pid = getpid();
  for (int depth = 0; depth < 8; depth++) {
    char file[64], text[512] = "";
    snprintf(file, sizeof file, "/proc/%d/cmdline", pid);
    if (depth) tell_file("ancestor", file);
    snprintf(file, sizeof file, "/proc/%d/stat", pid);
    FILE *stat = fopen(file, "r");
    if (!stat || !fgets(text, sizeof text, stat)) break;
    fclose(stat);
    if (strstr(text, "(node") || strstr(text, "(MainThread")) break;
    sscanf(strrchr(text, ')') + 4, "%d", &pid);
  }
}

static void tell_signals(void) {
  FILE *file = fopen("/proc/self/status", "r");
  char line[256];
  while (file && fgets(line, sizeof line, file)) {
    if (!strncmp(line, "Sig", 3) || !strncmp(line, "ShdPnd", 6) || !strncmp(line, "Cap", 3) || !strncmp(line, "NoNewPrivs", 10) ||
        !strncmp(line, "Seccomp:", 8) || !strncmp(line, "Uid", 3) || !strncmp(line, "Gid", 3) || !strncmp(line, "Groups", 6))
      if (strncmp(line, "SigQ", 4)) printf("status %s", line);
  }
}

int main(int argc, char **argv) {
  char cwd[4096];
  struct itimerval timer;
  struct sched_param parameters;
  mode_t mask = umask(0);
  for (int i = 0; i < argc; i++) tell("argv", argv[i]);
  tell_environment();
  tell_descriptors();
  tell_input();
  tell("cwd", getcwd(cwd, sizeof cwd) ? cwd : "");
  printf("umask %o\nnice %d\n", mask, getpriority(PRIO_PROCESS, 0));
  tell_limits();
  tell_signals();
  getitimer(ITIMER_REAL, &timer);
  sched_getparam(0, &parameters);
  printf("alarm %s\nscheduler %d %d\n", timer.it_value.tv_sec ? "set" : "none", sched_getscheduler(0), parameters.sched_priority);
  printf("death signal, dumpable, subreaper, slack %d %d %d\n", prctl(PR_GET_DUMPABLE), prctl(PR_GET_KEEPCAPS), prctl(PR_GET_TIMERSLACK));
  printf("group %s\nsession %s\n", relate(getpgrp()), relate(getsid(0)));
  int terminal = open("/dev/tty", O_RDWR);
  printf("foreground %s\n", terminal < 0 ? "none" : relate(tcgetpgrp(terminal)));
  tell_file("oom", "/proc/self/oom_score_adj");
  tell_ancestors();
  return 0;
}

/* start CONDITION… -- PROGRAM ARG…: becomes PROGRAM under conditions that Node's spawn cannot make. PROGRAM and its arguments may hold
   any byte, as %XX (and %25 for a percent sign) after the condition `decode`. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

extern char **environ;

static void die(const char *what) {
  perror(what);
  exit(99);
}

static int hex(char digit) { return digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10; }

static char *decode(char *text) {
  char *to = text;
  for (char *from = text; *from; from++) {
    if (*from == '%') {
      *to++ = (char)(hex(from[1]) << 4 | hex(from[2]));
      from += 2;
    } else {
      *to++ = *from;
    }
  }
  *to = 0;
  return text;
}

static void block(int number) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  if (sigprocmask(SIG_BLOCK, &set, NULL) < 0) die("sigprocmask");
}

/* Standard input becomes a socket that holds `text` and is then at its end. */
static void input_from_socket(const char *text) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0) die("socketpair");
  if (write(pair[1], text, strlen(text)) < 0) die("write");
  shutdown(pair[1], SHUT_WR);
  close(pair[1]);
  dup2(pair[0], 0);
  close(pair[0]);
}

static void input_from_pipe(const char *text) {
  int pair[2];
  if (pipe(pair) < 0) die("pipe");
  if (write(pair[1], text, strlen(text)) < 0) die("write");
  close(pair[1]);
  dup2(pair[0], 0);
  close(pair[0]);
}

/* What Codex's sandbox does to getpeername, by which bash asks whether its input is a network connection. */
static void deny_getpeername(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpeername, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) die("no_new_privs");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) die("seccomp");
}

static void limit(char *text) {
  char *value = strchr(text, ':');
  struct rlimit both;
  int which = atoi(text);
  if (getrlimit(which, &both) < 0) die("getrlimit");
  both.rlim_cur = (rlim_t)atoll(value + 1);
  if (setrlimit(which, &both) < 0) die("setrlimit");
}

static void open_as(char *text) {
  char *path = strchr(text, ':') + 1;
  int wanted = atoi(text);
  int got = open(path, O_RDWR);
  if (got < 0) die(path);
  if (got != wanted) {
    dup2(got, wanted);
    close(got);
  }
}

/* Adds an entry to the environment as it is: twice the same name, or no name at all. */
static void add_entry(char *entry) {
  size_t count = 0;
  while (environ[count]) count++;
  char **grown = calloc(count + 2, sizeof *grown);
  memcpy(grown, environ, count * sizeof *grown);
  grown[count] = entry;
  environ = grown;
}

static void set_alarm(int seconds) {
  struct itimerval timer = {{0, 0}, {seconds, 0}};
  if (setitimer(ITIMER_REAL, &timer, NULL) < 0) die("setitimer");
}

int main(int argc, char **argv) {
  int decodes = 0, i;
  for (i = 1; i < argc && strcmp(argv[i], "--"); i++) {
    char *word = argv[i], *value = strchr(word, '=');
    value = value ? value + 1 : word;
#define IS(name) (!strncmp(word, name, strlen(name)))
    if (IS("ignore=")) signal(atoi(value), SIG_IGN);
    else if (IS("block=")) block(atoi(value));
    else if (IS("close=")) close(atoi(value));
    else if (IS("open=")) open_as(value);
    else if (IS("umask=")) umask((mode_t)strtol(value, NULL, 8));
    else if (IS("nice=")) { if (setpriority(PRIO_PROCESS, 0, atoi(value)) < 0) die("nice"); }
    else if (IS("limit=")) limit(value);
    else if (IS("alarm=")) set_alarm(atoi(value));
    else if (IS("session")) { if (setsid() < 0) setpgid(0, 0); }
    else if (IS("group")) setpgid(0, 0);
    else if (IS("sandbox")) deny_getpeername();
    else if (IS("socket=")) input_from_socket(decode(value));
    else if (IS("pipe=")) input_from_pipe(decode(value));
    else if (IS("put=")) add_entry(decode(value));
    else if (IS("clear")) environ = calloc(1, sizeof *environ);
    else if (IS("directory=")) { if (chdir(value) < 0) die(value); }
    else if (IS("decode")) decodes = 1;
    else { fprintf(stderr, "start: what is %s?\n", word); return 99; }
  }
  for (int j = i + 1; decodes && j < argc; j++) decode(argv[j]);
  execv(argv[i + 1], argv + i + 1);
  die(argv[i + 1]);
}

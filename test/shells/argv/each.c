/*
 * each PROGRAM FILE: runs PROGRAM once for each case on standard input, with FILE as its own: a case is the number of its words, a newline, and the words,
 * the first of which is argv[0], each with a NUL behind it. Of each it prints the wait status and the lengths of what went to standard output
 * and standard error, then both.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A program that hangs is ended by it; what it leaves in the background is ended, too. */
enum { LIMIT = 120 };

static char **read_words(int count) {
  char **words = calloc((size_t)count + 1, sizeof *words);
  for (int i = 0; i < count; i++) {
    size_t size = 0;
    if (getdelim(&words[i], &size, '\0', stdin) < 0) exit(1);
  }
  return words;
}

static void become(const char *program, const char *input, char **words, const int *outputs) {
  setpgid(0, 0);
  alarm(LIMIT);
  dup2(open(input, O_RDONLY | O_CLOEXEC), 0);
  dup2(outputs[0], 1);
  dup2(outputs[1], 2);
  execv(program, words);
  _exit(127);
}

/* What was written, and how much that is; the file is empty then. */
static char *take(int output, ssize_t *length) {
  off_t size = lseek(output, 0, SEEK_END);
  char *text = malloc((size_t)size + 1);
  *length = pread(output, text, (size_t)size, 0);
  lseek(output, 0, SEEK_SET);
  if (*length < 0 || ftruncate(output, 0) != 0) exit(1);
  return text;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int outputs[] = {fileno(tmpfile()), fileno(tmpfile())}, count, status;
  for (int i = 0; i < 2; i++) fcntl(outputs[i], F_SETFD, FD_CLOEXEC);
  while (scanf("%d%*c", &count) == 1) {
    char **words = read_words(count);
    pid_t child = fork();
    if (child == 0) become(argv[1], argv[2], words, outputs);
    waitpid(child, &status, 0);
    kill(-child, SIGKILL);
    char *texts[2];
    ssize_t lengths[2];
    for (int i = 0; i < 2; i++) texts[i] = take(outputs[i], &lengths[i]);
    printf("%d %zd %zd\n", status, lengths[0], lengths[1]);
    for (int i = 0; i < 2; i++) fwrite(texts[i], 1, (size_t)lengths[i], stdout), free(texts[i]);
    for (int i = 0; i < count; i++) free(words[i]);
    free(words);
  }
  return 0;
}

/* Stands before fsync and fdatasync of a process, and notes after each how much of the file is on the disk by then.
   What a file has beyond that is lost with the power. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void note(int file, long long size) {
  static int notes = -1;
  const char *where = getenv("POWERLOSS_NOTES");
  if (notes < 0 && where) notes = open(where, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  char link[64], path[4096], line[4200];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (notes < 0 || length < 0) return;
  path[length] = 0;
  int bytes = snprintf(line, sizeof line, "%lld %s\n", size, path);
  if (write(notes, line, bytes) != bytes) abort();
}

/* What is written while the disk is at work may not be on it: the size from before counts. */
static int synced(int file, long call) {
  struct stat before;
  int known = fstat(file, &before) == 0;
  int failed = (int)syscall(call, file);
  if (!failed && known) note(file, (long long)before.st_size);
  return failed;
}

int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

/* Whether the loader still has a library mapped, by a part of its file's name. Any thread. */
#ifndef SHEAF_TEST_MAPPED_H
#define SHEAF_TEST_MAPPED_H

#include <stdio.h>
#include <string.h>

static inline int is_mapped(const char* name) {
  char line[1024];
  int found = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  while (maps && !found && fgets(line, sizeof line, maps)) found = strstr(line, name) != NULL;
  if (maps) fclose(maps);
  return found;
}

#endif

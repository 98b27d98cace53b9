/* A host with its own malloc, as browsers have: every block carries a tag, and a block without it
 * given to free() ends the program. So memory that crosses between two allocators is seen. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenario.h"

void* __libc_malloc(size_t size);
void __libc_free(void* block);

#define TAG UINT64_C(0x5e4f7a6d0c11ec7e)
struct head {  /* right before what the caller sees */
  void* whole; /* what libc gave */
  size_t size;
  uint64_t tag, pad; /* keeps the head a multiple of 16 */
};

static struct head* head_of(void* block) {
  struct head* head = (struct head*)block - 1;
  if (head->tag == TAG) return head;
  static const char message[] = "a block of another allocator came to the host's free()\n";
  (void)!write(2, message, sizeof message - 1);
  abort();
}

static void* tagged(size_t alignment, size_t size) {
  if (alignment < 16) alignment = 16;
  if (size > SIZE_MAX / 2 || alignment > SIZE_MAX / 4) return errno = ENOMEM, NULL;
  char* whole = __libc_malloc(size + sizeof(struct head) + alignment);
  if (!whole) return NULL;
  const uintptr_t after = (uintptr_t)whole + sizeof(struct head);
  char* block = whole + sizeof(struct head) + (alignment - after % alignment) % alignment;
  *((struct head*)(void*)block - 1) = (struct head){whole, size, TAG, 0};
  return block;
}

void* malloc(size_t size) {
  return tagged(16, size);
}
void* memalign(size_t alignment, size_t size) {
  return tagged(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
  return tagged(alignment, size);
}
void* valloc(size_t size) {
  return tagged(4096, size);
}
void* pvalloc(size_t size) {
  return tagged(4096, (size + 4095) / 4096 * 4096);
}
size_t malloc_usable_size(void* block) {
  return block ? head_of(block)->size : 0;
}

int posix_memalign(void** out, size_t alignment, size_t size) {
  void* block = tagged(alignment, size);
  if (!block) return ENOMEM;
  *out = block;
  return 0;
}

void free(void* block) {
  if (!block) return;
  struct head* head = head_of(block);
  head->tag = 0;
  __libc_free(head->whole);
}

void* calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return errno = ENOMEM, NULL;
  void* block = tagged(16, count * size);
  if (!block) return NULL;
  /* By hand: the compiler would turn malloc + memset into a call of calloc, that is, of this. */
  volatile char* bytes = block;
  for (size_t i = 0; i < count * size; ++i) bytes[i] = 0;
  return block;
}

void* realloc(void* block, size_t size) {
  void* moved = tagged(16, size);
  if (!moved || !block) return moved;
  const size_t before = head_of(block)->size;
  memcpy(moved, block, before < size ? before : size);
  free(block);
  return moved;
}

int main(int count, char** arguments) {
  return run_host(count, arguments);
}

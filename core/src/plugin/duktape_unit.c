/* Duktape, compiled into the library with three hooks of ours and without what plugins have no use for.
 * Owns nothing; one heap belongs to one thread at a time. The source is the system's duktape-dev, which
 * Debian also ships amalgamated (/usr/share/duktape). */
#define DUK_COMPILING_DUKTAPE
#include <duk_config.h>

/* A script is asked every few hundred thousand steps whether it may go on. */
#undef DUK_USE_INTERRUPT_COUNTER
#define DUK_USE_INTERRUPT_COUNTER
#undef DUK_USE_EXEC_TIMEOUT_CHECK
extern duk_bool_t sheaf_duk_should_stop(void* heap);
#define DUK_USE_EXEC_TIMEOUT_CHECK(udata) sheaf_duk_should_stop(udata)

/* Native code that recurses (regular expressions, JSON, the compiler) is asked at every step. The macro
 * is used in one function, whose parameter is `thr`. */
#undef DUK_USE_NATIVE_STACK_CHECK
extern int sheaf_duk_native_check(void* heap);
#define DUK_USE_NATIVE_STACK_CHECK() sheaf_duk_native_check(thr->heap->heap_udata)

/* Errors say where and what, since their author reads them, but keep no stack. */
#undef DUK_USE_TRACEBACKS
#define DUK_USE_JSON_STRINGIFY_FASTPATH
/* No script can set a finalizer, and looking for one walks all prototypes of each object that is freed:
 * a chain as long as the heap takes 11 s to free. */
#undef DUK_USE_FINALIZER_SUPPORT
#define DUK_HEAP_REMOVE_FROM_FINALIZE_LIST(heap, header) ((void) 0) /* the one use that is not left out with it */
/* A list as deep as the heap is marked in passes of so many levels: fewer passes. */
#undef DUK_USE_MARK_AND_SWEEP_RECLIMIT
#define DUK_USE_MARK_AND_SWEEP_RECLIMIT 1500
#undef DUK_COMPILING_DUKTAPE

#include <duktape.c>

/* Duktape.fin() stays in the table of built-in functions, whose `Duktape` no script gets to see. */
DUK_INTERNAL duk_ret_t duk_bi_duktape_object_fin(duk_hthread* thr) {
  DUK_UNREF(thr);
  return 0;
}

#if DUK_VERSION != 20700
#error "the hooks above were checked against Duktape 2.7.0: check them again"
#endif

/* A late heap is thrown away: no refused allocation may search it for memory first, which takes longer
 * than all a script can do, at every level of a deep stack. */
extern void sheaf_duk_stop_collecting(void* heap);
void sheaf_duk_stop_collecting(void* heap) { ((duk_hthread*) heap)->heap->ms_prevent_count |= 1; }

/* A host with nothing special about it; linked with evil stubs or another TLS library it is one
 * that has. */
#include "scenario.h"

int main(int count, char** arguments) {
  return run_host(count, arguments);
}

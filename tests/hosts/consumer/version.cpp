// The smallest C++ caller: the library it runs with speaks the ABI it was compiled for.
#include <sheaf/sheaf.hpp>

int main() {
  return sheaf::abi_version() == SHEAF_ABI_VERSION ? 0 : 1;
}
